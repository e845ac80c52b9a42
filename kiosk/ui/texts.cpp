#include "kiosk/ui/texts.h"

#include <array>

#include "base/text/catalog.h"

namespace menting::ui {

namespace {

constexpr std::array<const char*, 12> months = {
    MENTING_TEXT("January"),   MENTING_TEXT("February"), MENTING_TEXT("March"),    MENTING_TEXT("April"),
    MENTING_TEXT("May"),       MENTING_TEXT("June"),     MENTING_TEXT("July"),     MENTING_TEXT("August"),
    MENTING_TEXT("September"), MENTING_TEXT("October"),  MENTING_TEXT("November"), MENTING_TEXT("December")};

constexpr std::array<const char*, 7> weekdays = {
    MENTING_TEXT("Sunday"),   MENTING_TEXT("Monday"), MENTING_TEXT("Tuesday"), MENTING_TEXT("Wednesday"),
    MENTING_TEXT("Thursday"), MENTING_TEXT("Friday"), MENTING_TEXT("Saturday")};

constexpr std::array<const char*, 5> scores = {MENTING_TEXT("Very poor"), MENTING_TEXT("Poor"), MENTING_TEXT("Fair"),
                                               MENTING_TEXT("Good"), MENTING_TEXT("Very good")};

struct AspectTexts {
  std::string_view aspect;
  const char* praise;
  const char* blame;
};
constexpr std::array<AspectTexts, 5> aspects = {{
    {"attitude", MENTING_TEXT("Friendly staff"), MENTING_TEXT("Attitude")},
    {"skill", MENTING_TEXT("Knows the job"), MENTING_TEXT("Unsure of the job")},
    {"speed", MENTING_TEXT("Quick"), MENTING_TEXT("Took too long")},
    {"environment", MENTING_TEXT("Pleasant hall"), MENTING_TEXT("The hall")},
    {"outcome", MENTING_TEXT("Problem solved"), MENTING_TEXT("Problem not solved")},
}};

// In the order of the pages. Those said through the tables above are added by all_texts().
constexpr std::array page_texts = {
    // every page
    MENTING_TEXT("{1}, {2} {3}"), MENTING_TEXT("Back"), MENTING_TEXT("Home"), MENTING_TEXT("English"),
    MENTING_TEXT("Please wait…"), MENTING_TEXT("OK"), MENTING_TEXT("Help"), MENTING_TEXT("Large"),
    MENTING_TEXT("Normal"), MENTING_TEXT("Read"), MENTING_TEXT("Quiet"), MENTING_TEXT("Lower"), MENTING_TEXT("Full"),
    MENTING_TEXT("Staff"), MENTING_TEXT("Done ({1})"), MENTING_TEXT("Done"), MENTING_TEXT("Now calling"),
    MENTING_TEXT("Before that"), MENTING_TEXT("{1} → {2}"), MENTING_TEXT("Called numbers appear here"),
    MENTING_TEXT("Counter {1}"),
    // home, closed, out of order, attract
    MENTING_TEXT("Hello! What can we do for you?"), MENTING_TEXT("Tap once to begin. It takes about 10 seconds."),
    MENTING_TEXT("Take a number"), MENTING_TEXT("New lines, enquiries, after-sales, complaints"),
    MENTING_TEXT("Waiting now: {1}"), MENTING_TEXT("Nobody is waiting"), MENTING_TEXT("Rate your visit"),
    MENTING_TEXT("It takes only 10 seconds"), MENTING_TEXT("Repair a device"), MENTING_TEXT("Hand it in, get a loaner"),
    MENTING_TEXT("How is my repair?"), MENTING_TEXT("Scan or enter the number"), MENTING_TEXT("Find my number"),
    MENTING_TEXT("How far is the queue?"),
    MENTING_TEXT("No slips can be printed at the moment. Please photograph your number."), MENTING_TEXT("{1} waiting"),
    MENTING_TEXT("We are closed now"),
    MENTING_TEXT("What was left with us is safe. You can still rate a visit or ask about a repair."),
    MENTING_TEXT("Opening hours: {1}–{2}"), MENTING_TEXT("These halls can help you now:"), MENTING_TEXT("Or call {1}"),
    MENTING_TEXT("This kiosk is out of order"),
    MENTING_TEXT("We are sorry. Your number and your place in the queue are not lost."),
    MENTING_TEXT("Please take your number at the front desk"), MENTING_TEXT("Our staff are glad to help."),
    MENTING_TEXT("Touch the screen to begin"), MENTING_TEXT("Take a number, then take a seat"),
    MENTING_TEXT("Opening hours"), MENTING_TEXT("See you today from {1}"), MENTING_TEXT("See you tomorrow from {1}"),
    MENTING_TEXT("Waiting now"),
    // choose_service, choose_lane
    MENTING_TEXT("Not offered any more today"), MENTING_TEXT("Not today"), MENTING_TEXT("Choose a service"),
    MENTING_TEXT("Waiting times come from today's visits"),
    MENTING_TEXT("Nearby: {1} has a wait of about {2} minutes, {3} metres from here"),
    MENTING_TEXT("Ahead of you: {1}"), MENTING_TEXT("Nobody ahead"), MENTING_TEXT("No counter open yet"),
    MENTING_TEXT("Closed now"), MENTING_TEXT("No numbers left today"), MENTING_TEXT("Please ask our staff"),
    MENTING_TEXT("New lines · plans · broadband"), MENTING_TEXT("Charges · plans · roaming"),
    MENTING_TEXT("Repairs · returns · pick-up"), MENTING_TEXT("Heard and answered on time"), MENTING_TEXT("Standard"),
    MENTING_TEXT("Care: 60+, disabled, pregnant"), MENTING_TEXT("Scan with your phone: no number needed"),
    MENTING_TEXT("More services ({1}/{2})"), MENTING_TEXT("Do you need care?"),
    MENTING_TEXT("People over 60, disabled or pregnant are called first."), MENTING_TEXT("Yes, please"),
    MENTING_TEXT("No, thank you"), MENTING_TEXT("{1} ahead"), MENTING_TEXT("No numbers left"),
    MENTING_TEXT("No counter"), MENTING_TEXT("{1}–{2} min"), MENTING_TEXT("New business"), MENTING_TEXT("Enquiries"),
    MENTING_TEXT("After-sales"), MENTING_TEXT("Complaints"),
    // ticket_taken, ticket_found
    MENTING_TEXT("Your number"), MENTING_TEXT("Ahead of you"), MENTING_TEXT("Waiting time"),
    MENTING_TEXT("Printing your slip…"), MENTING_TEXT("Your slip is printed. Please take it."),
    MENTING_TEXT("No slip came out. Please photograph this page."),
    MENTING_TEXT("Please take your slip. None came out? Photograph this page."),
    MENTING_TEXT("Please remember your number, or photograph this page."), MENTING_TEXT("Please go to counter {1}"),
    MENTING_TEXT("No slip? Photograph this page"), MENTING_TEXT("Scan to follow your place"),
    MENTING_TEXT("This code lets you rate your visit later."),
    MENTING_TEXT("You are in the queue. You will be called."),
    MENTING_TEXT("This visit is over. Thank you for coming."), MENTING_TEXT("Your number is valid without a slip."),
    MENTING_TEXT("Please go to counter"), MENTING_TEXT("You are being served at counter"), MENTING_TEXT("You are next"),
    MENTING_TEXT("Please stay close to the counters."), MENTING_TEXT("Watch the screens and listen for your number."),
    MENTING_TEXT("Your number is on hold"), MENTING_TEXT("Staff will call you again. Please stay here."),
    MENTING_TEXT("You were called and not there"), MENTING_TEXT("Please ask our staff, or take a new number."),
    MENTING_TEXT("This number has ended"), MENTING_TEXT("Please take a new one."), MENTING_TEXT("Counter"),
    MENTING_TEXT("Waited"), MENTING_TEXT("{1} min"),
    // numbers and codes
    MENTING_TEXT("Which visit was it?"),
    MENTING_TEXT("Enter the number on your slip, for example {1}, or scan its code."),
    MENTING_TEXT("Enter the code on your slip, or scan it."), MENTING_TEXT("Number"), MENTING_TEXT("Code"),
    MENTING_TEXT("Use the slip's code"), MENTING_TEXT("Use the number"), MENTING_TEXT("Delete"),
    MENTING_TEXT("Continue"),
    // check_in
    MENTING_TEXT("Check in"), MENTING_TEXT("With an appointment"), MENTING_TEXT("Appointment number"),
    MENTING_TEXT("Scan the appointment's code, or enter its number, for example {1}."),
    MENTING_TEXT("Now the last four digits of the phone number that you booked with."), MENTING_TEXT("Your time"),
    // rate, comment
    MENTING_TEXT("How was the service?"), MENTING_TEXT("Tap the face that fits."),
    MENTING_TEXT("What was good? (Several may be chosen)"),
    MENTING_TEXT("What should be better? (Several may be chosen)"), MENTING_TEXT("Anything to add? (Optional)"),
    MENTING_TEXT("What was good?"), MENTING_TEXT("What should be better?"), MENTING_TEXT("Change your comment"),
    MENTING_TEXT("Submit"), MENTING_TEXT("Sending…"), MENTING_TEXT("Thank you for your rating!"),
    MENTING_TEXT("Your opinion helps us do better."), MENTING_TEXT("Your comment"),
    MENTING_TEXT("Please write no names or phone numbers."), MENTING_TEXT("Pinyin"), MENTING_TEXT("Write"),
    MENTING_TEXT("Write one character here"), MENTING_TEXT("Capitals"), MENTING_TEXT("Space"), MENTING_TEXT("Clear"),
    MENTING_TEXT("More"), MENTING_TEXT("That is all that fits, thank you. Delete something to change it."),
    MENTING_TEXT("No characters sound like this. Please check the letters."),
    MENTING_TEXT("Not recognised. Please write it again, or use pinyin."),
    MENTING_TEXT("Type pinyin, then tap the characters here."),
    MENTING_TEXT("Write below, then tap the character here."),
    // repair, help
    MENTING_TEXT("Bought anywhere, handed in here. You can follow every step."), MENTING_TEXT("Back up your data"),
    MENTING_TEXT("Contacts, photos, chats. Take out your SIM card."), MENTING_TEXT("Repair number"),
    MENTING_TEXT("Enter the number on your repair slip, for example {1}, or scan its code."),
    MENTING_TEXT("Last 4 digits"), MENTING_TEXT("Now the last four digits of the phone number that you left with us."),
    MENTING_TEXT("No repair has this number and phone. Please check both, or ask our staff."),
    MENTING_TEXT("We have called our staff"), MENTING_TEXT("Somebody is coming to you"),
    MENTING_TEXT("Please stay here for a moment."),
    // staff
    MENTING_TEXT("For staff"), MENTING_TEXT("Staff number"), MENTING_TEXT("Enter your staff number."),
    MENTING_TEXT("PIN"), MENTING_TEXT("Enter your PIN."),
    MENTING_TEXT("The staff number or the PIN is wrong. Please check both and try again."),
    MENTING_TEXT("Too many wrong PINs. Please try again in {1} s."),
    MENTING_TEXT("The PIN could not be checked. Please try again."), MENTING_TEXT("Test print"),
    MENTING_TEXT("Test sound"), MENTING_TEXT("Quieter"), MENTING_TEXT("Louder"), MENTING_TEXT("Out of service"),
    MENTING_TEXT("Back in service"), MENTING_TEXT("Restart"), MENTING_TEXT("Tap again to restart"),
    MENTING_TEXT("Print a slip again"), MENTING_TEXT("Print {1} again"),
    MENTING_TEXT("A copy is on its way to the printer."),
    // dialogs
    MENTING_TEXT("Are you still there?"), MENTING_TEXT("Back to the start in {1} s. What was typed will be erased."),
    MENTING_TEXT("I am still here"), MENTING_TEXT("This is taking longer than usual"),
    MENTING_TEXT("Please wait a little, or ask our staff. A number that was taken is not lost."),
    MENTING_TEXT("That did not work")};

}  // namespace

std::span<const char* const> all_texts() {
  static const std::vector<const char*> all = [] {
    std::vector<const char*> list(page_texts.begin(), page_texts.end());
    list.insert(list.end(), months.begin(), months.end());
    list.insert(list.end(), weekdays.begin(), weekdays.end());
    list.insert(list.end(), scores.begin(), scores.end());
    for (const AspectTexts& a : aspects) list.insert(list.end(), {a.praise, a.blame});
    const auto of_repairs = repair_texts();
    list.insert(list.end(), of_repairs.begin(), of_repairs.end());
    return list;
  }();
  return all;
}

std::string Say::operator()(const char* english) const {
  if (heard_ != nullptr) heard_->insert(english);
  return text::tr(language_, english);
}

std::string Say::operator()(const char* english, const std::vector<std::string>& values) const {
  if (heard_ != nullptr) heard_->insert(english);
  return text::tr(language_, english, values);
}

const char* month_text(int month) {
  return months.at(static_cast<std::size_t>(month - 1));
}
const char* weekday_text(int weekday) {
  return weekdays.at(static_cast<std::size_t>(weekday));
}
const char* score_text(int score) {
  return scores.at(static_cast<std::size_t>(score - 1));
}

const char* aspect_text(std::string_view aspect, int score) {
  for (const AspectTexts& a : aspects) {
    if (a.aspect == aspect) return score >= 4 ? a.praise : a.blame;
  }
  return "";
}

}  // namespace menting::ui
