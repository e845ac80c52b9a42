#include "kiosk/phone/asks.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/crypto/crypto.h"
#include "base/log/log.h"
#include "kiosk/phone/phone_json.h"
#include "kiosk/words/words.h"
#include "server_sync/wire/slip.h"

namespace menting::phone {
namespace {

using SortedJson = nlohmann::json;

int number_in(const SortedJson& json, const char* field) {
  const auto found = json.find(field);
  if (found == json.end() || !found->is_number_integer()) return 0;
  const auto number = found->get<std::int64_t>();
  return number < 0 || number > 1'000'000 ? 0 : static_cast<int>(number);
}

std::string text_in(const SortedJson& json, const char* field) {
  const auto found = json.find(field);
  return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::vector<std::string> texts_in(const SortedJson& json, const char* field) {
  std::vector<std::string> texts;
  const auto found = json.find(field);
  if (found == json.end() || !found->is_array()) return texts;
  for (const SortedJson& text : *found) {
    if (text.is_string()) texts.push_back(text.get<std::string>());
  }
  return texts;
}

std::optional<domain::Command> of_ticket(const std::string& kind, const SortedJson& json, const SlipOwner& owner) {
  if (kind == "let_pass") return domain::LetPass{owner.ticket, number_in(json, "n")};
  if (kind == "cancel") return domain::CancelTicket{owner.ticket, {}, "customer_asked"};
  if (kind == "rate") {
    return domain::RateVisit{
        owner.code, {}, 0, number_in(json, "score"), texts_in(json, "aspects"), text_in(json, "comment")};
  }
  return std::nullopt;
}

std::optional<domain::Command> of_repair(const std::string& kind, const SortedJson& json, const SlipOwner& owner) {
  if (kind != "approve" && kind != "decline") return std::nullopt;
  domain::AdvanceRepair command;
  command.repair = owner.repair;
  command.step = kind == "approve" ? domain::RepairStep::approve : domain::RepairStep::decline;
  command.quote = number_in(json, "quote");
  return command;
}

AskAnswer refused(const std::string& id, const domain::Refusal& refusal) {
  AskAnswer answer{id, false, std::string(domain::to_string(refusal.code)), {}};
  for (const char* language : languages) answer.sentence[language] = words::refusal(refusal, language);
  return answer;
}

}  // namespace

std::optional<domain::Command> command_of(const std::string& plain, const Ask& ask, const SlipOwner& owner) {
  const SortedJson json = SortedJson::parse(plain, nullptr, false);
  // The id is inside as well: what was asked once is not asked again under another one.
  if (!json.is_object() || text_in(json, "id") != ask.id) return std::nullopt;
  const std::string kind = text_in(json, "kind");
  return owner.repair.empty() ? of_ticket(kind, json, owner) : of_repair(kind, json, owner);
}

Asks::Asks(std::string branch, desk::Desk& desk, std::function<void()> answered)
    : branch_(std::move(branch)), desk_(desk), inbox_(std::make_shared<Inbox>()) {
  inbox_->answered = std::move(answered);
}

void Asks::take(const std::vector<Ask>& asks, Slips& slips, const desk::Board& board) {
  {
    const std::lock_guard lock(inbox_->mutex);
    std::erase_if(inbox_->answers, [&](const auto& entry) {
      return std::none_of(asks.begin(), asks.end(), [&](const Ask& ask) { return ask.id == entry.first; });
    });
  }
  for (const Ask& ask : asks) {
    {
      const std::lock_guard lock(inbox_->mutex);
      if (inbox_->answers.contains(ask.id) || inbox_->under_way.contains(ask.id)) continue;
    }
    const auto owner = slips.owner(ask.key, board);
    if (!owner && !slips.knows_all()) continue;  // headquarters asks again
    const auto plain = owner ? wire::open_slip(branch_, owner->code, ask.sealed) : std::nullopt;
    auto command = plain ? command_of(*plain, ask, *owner) : std::nullopt;
    if (!command) {
      answer(refused(ask.id, {owner && !owner->repair.empty() ? domain::RefusalCode::repair_unknown
                                                              : domain::RefusalCode::ticket_unknown,
                              {}}));
      continue;
    }
    {
      const std::lock_guard lock(inbox_->mutex);
      inbox_->under_way.insert(ask.id);
    }
    desk::Request request{
        std::move(*command), "phone-" + ask.id, crypto::hash_hex("phone\n" + ask.key + "\n" + *plain),
        [inbox = inbox_, id = ask.id](const desk::Receipt& receipt) {
          const auto* refusal = std::get_if<domain::Refusal>(&receipt);
          const std::lock_guard lock(inbox->mutex);
          inbox->under_way.erase(id);
          // A branch that cannot write now is asked again.
          if (refusal != nullptr && refusal->code == domain::RefusalCode::branch_unable) return;
          inbox->answers[id] = refusal != nullptr ? refused(id, *refusal) : AskAnswer{id, true, {}, {}};
          inbox->answered();
        }};
    if (!desk_.post(std::move(request))) {
      const std::lock_guard lock(inbox_->mutex);
      inbox_->under_way.erase(ask.id);
    }
  }
}

void Asks::answer(AskAnswer answer) {
  const std::lock_guard lock(inbox_->mutex);
  inbox_->answers[answer.id] = std::move(answer);
}

std::vector<AskAnswer> Asks::answers() const {
  const std::lock_guard lock(inbox_->mutex);
  std::vector<AskAnswer> all;
  for (const auto& [id, answer] : inbox_->answers) all.push_back(answer);
  return all;
}

bool Asks::has_answers() const {
  const std::lock_guard lock(inbox_->mutex);
  return !inbox_->answers.empty();
}

}  // namespace menting::phone
