#include <algorithm>
#include <charconv>
#include <utility>

#include "base/crypto/crypto.h"
#include "base/text/catalog.h"
#include "kiosk/lan/field_limits.h"
#include "kiosk/lan/fields.h"
#include "kiosk/lan/reception.h"
#include "kiosk/lan/repair_views.h"
#include "kiosk/lan/unfit.h"

// What changes the branch: each request becomes one command for the desk, and its receipt the answer.
namespace menting::lan {
namespace {

constexpr std::size_t name_bytes_max = 64;
constexpr std::size_t comment_bytes_max = 65'536;
bool is_language(const std::string& tag) {
  if (tag.size() < 2 || tag.size() > 16) return false;
  for (const char c : tag) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
    if (!letter) return false;
  }
  return true;
}

domain::ServiceLetter letter_of(const std::string& text) {
  if (text.size() != 1 || text[0] < 'A' || text[0] > 'Z') throw invalid_field("service");
  return text[0];
}

/// To a service or to a counter, never both.
domain::TransferTicket transfer_of(const Fields& fields, int counter, const domain::StaffId& staff) {
  domain::TransferTicket command{counter, staff, std::nullopt, 0};
  const auto service = fields.text_if("service", name_bytes_max);
  const auto to_counter = fields.integer_if("counter");
  if (service.has_value() == to_counter.has_value()) throw invalid_field(service ? "counter" : "service");
  if (service) command.to_service = letter_of(*service);
  if (to_counter) command.to_counter = *to_counter;
  return command;
}

domain::TakeTicket take_ticket(const Fields& fields, const std::string& page_language) {
  domain::TakeTicket command;
  command.service = letter_of(fields.text("service", name_bytes_max));
  if (const auto lane = fields.text_if("lane", name_bytes_max)) {
    if (!domain::from_string(*lane, command.lane)) throw invalid_field("lane");
  }
  command.language = fields.text_if("language", name_bytes_max).value_or(page_language);
  if (!is_language(command.language)) throw invalid_field("language");
  command.code = crypto::random_code(slip_code_characters);
  return command;
}

domain::RateVisit rating_of(const Fields& fields) {
  domain::RateVisit command;
  const auto code = fields.text_if("code", code_bytes_max);
  const auto counter = fields.integer_if("counter");
  if (code.has_value() == counter.has_value()) throw invalid_field(code ? "counter" : "code");
  if (code) {
    command.code = crypto::bare_code(*code);
    if (command.code.empty()) throw invalid_field("code");
  } else {
    command.counter = *counter;
    // The visit that the pad showed: by now the counter may have finished the next one.
    command.ticket = fields.text_if("ticket", name_bytes_max).value_or("");
  }
  command.score = fields.integer("score");
  command.aspects = fields.texts_if("aspects", 32, name_bytes_max);
  command.comment = fields.text_if("comment", comment_bytes_max).value_or("");  // the rule knows how long is too long
  return command;
}

}  // namespace

int Reception::counter_number(const Asked& asked) const {
  int number = 0;
  const auto [end, error] = std::from_chars(asked.item.data(), asked.item.data() + asked.item.size(), number);
  const bool plain = error == std::errc() && end == asked.item.data() + asked.item.size() && asked.item[0] != '0';
  if (!plain || desk_.plan().counter(number) == nullptr) {
    throw Refused({domain::RefusalCode::counter_unknown, asked.item});
  }
  return number;
}

void Reception::run_command(const Asked& asked) {
  const Fields fields(asked.request());
  if (asked.route->action == Action::take_ticket) {
    post(asked, take_ticket(fields, asked.language), Shape::taken);
  } else if (asked.route->action == Action::rate_visit) {
    rate_visit(asked, rating_of(fields));
  } else {
    post(asked, domain::ReprintTicket{asked.item, asked.caller.person->id}, Shape::ticket);
  }
}

bool Reception::repairs_alone(const Caller& caller) {
  return !has_role(*caller.person, domain::Role::clerk) && !has_role(*caller.person, domain::Role::manager);
}

void Reception::check_repair_ticket(const Asked& asked) const {
  if (!repairs_alone(asked.caller)) return;
  const domain::Service* service = desk_.plan().repair_service();
  const domain::Ticket* ticket = asked.board->find(asked.item);
  const bool for_repairs = service != nullptr && ticket != nullptr && ticket->service == service->letter;
  if (!for_repairs) throw Refused({domain::RefusalCode::role_missing, {}});
}

void Reception::check_repair_counter(const Asked& asked, int number) const {
  if (!repairs_alone(asked.caller)) return;
  const domain::Service* service = desk_.plan().repair_service();
  const domain::Counter* counter = asked.board->counter(number);
  if (service == nullptr || counter == nullptr) throw Refused({domain::RefusalCode::role_missing, {}});
  const auto served = services_of(desk_.plan(), *counter);
  const bool for_repairs = std::find(served.begin(), served.end(), service->letter) != served.end();
  if (!for_repairs) throw Refused({domain::RefusalCode::role_missing, {}});
}

void Reception::run_ticket_command(const Asked& asked) {
  if (asked.route->access == Access::counter) check_repair_ticket(asked);
  const Fields fields(asked.request());
  const domain::StaffId& staff = asked.caller.person->id;
  const Action action = asked.route->action;
  if (action == Action::resume_ticket) {
    post(asked, domain::ResumeTicket{asked.item, staff}, Shape::ticket);
  } else if (action == Action::return_ticket) {
    post(asked, domain::ReturnTicket{asked.item, staff}, Shape::ticket);
  } else if (action == Action::cancel_ticket) {
    const auto reason = fields.text_if("reason", free_text_bytes_max);
    post(asked, domain::CancelTicket{asked.item, staff, reason.value_or("")}, Shape::ticket);
  } else if (action == Action::add_service) {
    const auto letter = letter_of(fields.text("service", name_bytes_max));
    post(asked, domain::AddService{asked.item, staff, letter}, Shape::ticket);
  } else {
    domain::ChangeLane command{asked.item, staff, domain::Lane::standard, fields.text("reason", free_text_bytes_max)};
    if (!domain::from_string(fields.text("lane", name_bytes_max), command.lane)) throw invalid_field("lane");
    post(asked, std::move(command), Shape::ticket);
  }
}

void Reception::run_assistance_command(const Asked& asked) {
  const Fields fields(asked.request());
  if (asked.route->action == Action::call_assistance) {
    domain::CallAssistance command;
    command.language = fields.text_if("language", name_bytes_max).value_or(asked.language);
    if (!is_language(command.language)) throw invalid_field("language");
    command.place = fields.text_if("place", name_bytes_max).value_or("kiosk");
    return post(asked, std::move(command), Shape::help_called);
  }
  domain::AssistanceNumber number = 0;
  const auto [end, error] = std::from_chars(asked.item.data(), asked.item.data() + asked.item.size(), number);
  if (error != std::errc() || end != asked.item.data() + asked.item.size()) {
    throw Refused({domain::RefusalCode::assistance_unknown, {}});
  }
  post(asked, domain::AnswerAssistance{number, asked.caller.person->id}, Shape::help_answered);
}

void Reception::run_counter_command(const Asked& asked) {
  const int counter = counter_number(asked);
  check_repair_counter(asked, counter);
  const Fields fields(asked.request());
  const domain::StaffId& staff = asked.caller.person->id;
  const Action action = asked.route->action;
  if (action == Action::open_counter) {
    post(asked, domain::OpenCounter{counter, staff}, Shape::counter);
  } else if (action == Action::pause_counter) {
    const auto reason = fields.text_if("reason", free_text_bytes_max);
    post(asked, domain::PauseCounter{counter, staff, reason.value_or("")}, Shape::counter);
  } else if (action == Action::close_counter) {
    post(asked, domain::CloseCounter{counter, staff}, Shape::counter);
  } else if (action == Action::call_next) {
    post(asked, domain::CallNext{counter, staff}, Shape::ticket);
  } else if (action == Action::call_ticket) {
    post(asked, domain::CallTicket{counter, staff, fields.text("ticket", name_bytes_max)}, Shape::ticket);
  } else if (action == Action::recall) {
    post(asked, domain::Recall{counter, staff}, Shape::ticket);
  } else if (action == Action::start_serving) {
    post(asked, domain::StartServing{counter, staff}, Shape::ticket);
  } else if (action == Action::finish_serving) {
    const auto outcome = fields.text_if("outcome", free_text_bytes_max);
    post(asked, domain::FinishServing{counter, staff, outcome.value_or("")}, Shape::ticket);
  } else if (action == Action::hold_ticket) {
    post(asked, domain::HoldTicket{counter, staff, fields.text("reason", free_text_bytes_max)}, Shape::ticket);
  } else if (action == Action::transfer_ticket) {
    post(asked, transfer_of(fields, counter, staff), Shape::ticket);
  } else {
    post(asked, domain::MarkNoShow{counter, staff}, Shape::ticket);
  }
}

std::string Reception::fingerprint_of(const Asked& asked) {
  if (asked.key.empty()) return {};
  const http::Request& request = asked.request();
  return crypto::hash_hex(request.method + "\n" + request.path + "\n" + asked.caller.name() + "\n" + request.body);
}

void Reception::rate_visit(const Asked& asked, domain::Command command) {
  const std::string& remote = asked.request().remote;
  if (!rating_gate_.ask(remote, asked.request().loopback, steady_ms())) {
    const std::string wait_s = std::to_string(rating_gate_.retry_after_s(remote, steady_ms()));
    Unfit locked(429, "too_many_attempts",
                 MENTING_TEXT("Too many ratings from here were refused. Please try again in {1} s."), {wait_s});
    locked.headers.emplace_back("Retry-After", wait_s);
    throw locked;
  }
  const auto rated = [this, asked, remote](const desk::Receipt& receipt) {
    const auto* refusal = std::get_if<domain::Refusal>(&receipt);
    if (refusal == nullptr || refusal->code == domain::RefusalCode::branch_unable) rating_gate_.give_back(remote);
    reply(asked.exchange, response_to(receipt, asked, Shape::rated));
  };
  try {
    post(std::move(command), asked.key, fingerprint_of(asked), rated);
  } catch (const Refused&) {
    rating_gate_.give_back(remote);
    throw;
  }
}

void Reception::post(const Asked& asked, domain::Command command, Shape shape) {
  post(std::move(command), asked.key, fingerprint_of(asked), [this, asked, shape](const desk::Receipt& receipt) {
    reply(asked.exchange, response_to(receipt, asked, shape));
  });
}

void Reception::post(domain::Command command, const std::string& key, const std::string& fingerprint,
                     std::function<void(const desk::Receipt&)> on_server_thread) {
  desk::Request request{std::move(command), key, fingerprint, {}};
  // The desk may be done after this server is gone: then there is nobody left to answer.
  request.done = [weak = weak_from_this(), then = std::move(on_server_thread)](const desk::Receipt& receipt) {
    if (const auto self = weak.lock()) self->server_.post([then, receipt] { then(receipt); });
  };
  if (!desk_.post(std::move(request))) throw Refused({domain::RefusalCode::branch_unable, {}});
}

http::Response Reception::response_to(const desk::Receipt& receipt, const Asked& asked, Shape shape) const {
  if (const auto* refusal = std::get_if<domain::Refusal>(&receipt)) return problem_for(*refusal, asked.language);
  const auto& answer = std::get<desk::Answer>(receipt);
  const auto board = desk_.board();  // newer than the one the request came upon
  const ViewContext context{desk_.plan(), *board, asked.language, settings_.wall_ms(), 0, &desk_.slip_address()};
  const domain::Ticket* ticket = answer.ticket ? &*answer.ticket : nullptr;
  switch (shape) {
    case Shape::counter:
      return {200, "application/json", counter_receipt_view(answer.counter.value(), ticket, context), {}};
    case Shape::ticket:
      return {200, "application/json", ticket_receipt_view(answer.ticket.value(), false, context), {}};
    case Shape::taken:
      return {201,
              "application/json",
              ticket_receipt_view(answer.ticket.value(), true, context),
              {{"Location", "/api/v1/tickets/" + answer.ticket->id}}};
    case Shape::rated:
      return {201, "application/json", rated_view(answer.ticket.value()), {}};
    case Shape::service:
      return {200, "application/json", service_view(answer.service.value(), context), {}};
    case Shape::rating_answered:
      return {200, "application/json", rated_view(answer.ticket.value()), {}};
    case Shape::repair:
      return {200, "application/json", repair_receipt_view(answer, context), {}};
    case Shape::repair_opened:
      return {201,
              "application/json",
              repair_opened_view(answer, context),
              {{"Location", "/api/v1/repairs/" + answer.repair->number}}};
    case Shape::repair_fetched:
      return {201, "application/json", repair_fetched_view(answer, context), {}};
    case Shape::loaner:
      return {asked.route->repair == RepairAction::add_loaner ? 201 : 200,
              "application/json",
              loaner_view(answer.loaner.value(), context),
              {}};
    case Shape::help_called:
      return {201, "application/json", assistance_view(answer.assistance.value()), {}};
    case Shape::help_answered:
      return {200, "application/json", assistance_view(answer.assistance.value()), {}};
  }
  return {500, "application/json", {}, {}};
}

}  // namespace menting::lan
