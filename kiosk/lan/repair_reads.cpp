#include <algorithm>
#include <charconv>
#include <set>
#include <utility>

#include "kiosk/domain/calendar.h"
#include "kiosk/domain/luhn.h"
#include "kiosk/lan/csv.h"
#include "kiosk/lan/reception.h"
#include "kiosk/lan/repair_views.h"
#include "kiosk/lan/unfit.h"

// What is asked about repairs. The Board has only counts, so the desk is asked for the rest.
namespace menting::lan {
namespace {

constexpr std::size_t limit_max = 1000;
constexpr int report_days_max = 800;

/// What a list asks for.
struct Wanted {
  std::set<domain::RepairState> states;  ///< empty: all
  bool open_only = false;
  std::optional<std::string> phone_last4;
  std::string after;
  std::size_t limit = limit_max;
};

Wanted wanted_of(const http::Request& request) {
  Wanted wanted;
  if (const auto names = request.query_value("state")) {
    std::size_t from = 0;
    while (from <= names->size()) {
      const std::size_t comma = std::min(names->find(',', from), names->size());
      const std::string name = names->substr(from, comma - from);
      domain::RepairState state{};
      if (name == "open") {
        wanted.open_only = true;
      } else if (domain::from_string(name, state)) {
        wanted.states.insert(state);
      } else {
        throw invalid_field("state");
      }
      from = comma + 1;
    }
  }
  if (const auto limit = request.query_value("limit")) {
    const auto [end, error] = std::from_chars(limit->data(), limit->data() + limit->size(), wanted.limit);
    const bool whole = error == std::errc() && end == limit->data() + limit->size();
    if (!whole || wanted.limit < 1 || wanted.limit > limit_max) throw invalid_field("limit");
  } else {
    wanted.limit = SIZE_MAX;
  }
  wanted.phone_last4 = request.query_value("phone_last4");
  const bool four_digits =
      !wanted.phone_last4 || (wanted.phone_last4->size() == 4 && domain::all_digits(*wanted.phone_last4));
  if (!four_digits) throw invalid_field("phone_last4");
  wanted.after = request.query_value("after").value_or("");
  return wanted;
}

bool is_wanted(const Wanted& wanted, const domain::RepairOrder& order) {
  if (wanted.open_only && !domain::is_open(order.state)) return false;
  return wanted.states.empty() || wanted.states.contains(order.state);
}

domain::BusinessDay day_in_query(const http::Request& request, const char* name, domain::BusinessDay otherwise) {
  const auto text = request.query_value(name);
  if (!text) return otherwise;
  const auto day = domain::read_day(*text);
  if (!day) throw invalid_field(name);
  return *day;
}

}  // namespace

void Reception::consult(const Asked& asked, Consulting look) {
  const auto go_on = [weak = weak_from_this(), asked](Then then) {
    const auto self = weak.lock();
    if (!self) return;
    self->server_.post([self, asked, next = std::move(then)] {
      try {
        next();
      } catch (const Unfit& unfit) {
        self->reply(asked.exchange, problem_for(unfit, asked.language));
      } catch (const Refused& refused) {
        self->reply(asked.exchange, problem_for(refused.refusal, asked.language));
      }
    });
  };
  desk::Consult letter;
  letter.consult = [go_on, find = std::move(look)](const domain::Branch& branch, desk::Journal& journal,
                                                   const domain::Moment& moment) {
    try {
      go_on(find(branch, journal, moment));
    } catch (const Refused& refused) {
      go_on([refusal = refused.refusal] { throw Refused(refusal); });
    } catch (const Unfit& unfit) {
      go_on([unfit] { throw Unfit(unfit); });
    }
  };
  letter.failed = [go_on] { go_on([] { throw Refused({domain::RefusalCode::branch_unable, {}}); }); };
  if (!desk_.post(std::move(letter))) throw Refused({domain::RefusalCode::branch_unable, {}});
}

void Reception::list_repairs(const Asked& asked) {
  const Wanted wanted = wanted_of(asked.request());
  consult(asked,
          [this, asked, wanted](const domain::Branch& branch, desk::Journal& journal,
                                const domain::Moment& moment) -> Then {
            std::vector<domain::RepairOrder> found;
            std::size_t total = 0;
            std::set<domain::RepairNumber> of_phone;
            if (wanted.phone_last4) {
              for (auto& number : journal.repairs_of_phone(*wanted.phone_last4)) of_phone.insert(std::move(number));
            }
            const auto& orders = branch.state().repairs.orders;
            if (!wanted.after.empty() && !orders.contains(wanted.after)) throw invalid_field("after");
            // Newest first.
            for (auto at = orders.rbegin(); at != orders.rend(); ++at) {
              if (!is_wanted(wanted, at->second)) continue;
              if (wanted.phone_last4 && !of_phone.contains(at->first)) continue;
              ++total;
              const bool behind = wanted.after.empty() || at->first < wanted.after;
              if (!behind || found.size() >= wanted.limit) continue;
              found.push_back(at->second);
              const bool is_told = domain::is_open(at->second.state) && desk::has_own_words(at->second);
              if (is_told) desk::put_own_words(found.back(), journal.notes(at->first));
            }
            std::map<domain::LoanerNumber, domain::Loaner> lent;
            for (const domain::RepairOrder& order : found) {
              if (const domain::Loaner* loaner = branch.loaner(order.loaner)) lent.emplace(loaner->number, *loaner);
            }
            return [this, asked, total, list = std::move(found), lent = std::move(lent), steady_ms = moment.steady_ms] {
              ViewContext context = context_for(asked);
              context.steady_ms = steady_ms;
              reply(asked.exchange, {200, "application/json", repair_list_view(list, total, lent, context), {}});
            };
          });
}

void Reception::show_repair(const Asked& asked) {
  const auto number = domain::read_repair_number(asked.item);
  if (!number) throw Refused({domain::RefusalCode::repair_unknown, asked.item});
  consult(asked,
          [this, asked, number](const domain::Branch& branch, desk::Journal& journal,
                                const domain::Moment& moment) -> Then {
            const domain::RepairOrder* known = branch.repair(*number);
            if (known == nullptr) throw Refused({domain::RefusalCode::repair_unknown, *number});
            std::optional<domain::Loaner> lent;
            if (const domain::Loaner* loaner = branch.loaner(known->loaner)) lent = *loaner;
            domain::RepairOrder shown = *known;
            const std::vector<desk::NoteRead> read = journal.notes(*number);
            if (domain::is_open(shown.state)) desk::put_own_words(shown, read);
            return [this, asked, order = std::move(shown), lent, notes = read, steady_ms = moment.steady_ms] {
              ViewContext context = context_for(asked);
              context.steady_ms = steady_ms;
              reply(asked.exchange, {200, "application/json", repair_view(order, lent, notes, context), {}});
            };
          });
}

void Reception::list_loaners(const Asked& asked) {
  consult(asked, [this, asked](const domain::Branch& branch, desk::Journal&, const domain::Moment&) -> Then {
    std::vector<domain::Loaner> all;
    for (const auto& [number, loaner] : branch.state().repairs.loaners) all.push_back(loaner);
    return [this, asked, loaners = std::move(all)] {
      reply(asked.exchange, {200, "application/json", loaner_list_view(loaners, context_for(asked)), {}});
    };
  });
}

void Reception::report_repairs(const Asked& asked) {
  constexpr int days_otherwise = 29;
  const domain::BusinessDay to = day_in_query(asked.request(), "to", asked.board->day);
  const domain::BusinessDay from = day_in_query(asked.request(), "from", domain::add_days(to, -days_otherwise));
  if (from > to || domain::days_between(from, to) > report_days_max) throw invalid_field("from");
  const bool csv = wants_csv(asked.request());
  consult(asked,
          [this, asked, from, to, csv](const domain::Branch&, desk::Journal& journal,
                                       const domain::Moment& moment) -> Then {
            const auto figures = domain::repair_figures(journal.repairs(from, to), from, to, moment.day);
            return [this, asked, from, to, csv, figures] {
              const ViewContext context = context_for(asked);
              const std::string days = domain::to_string(from) + "-" + domain::to_string(to);
              if (csv) {
                return reply(asked.exchange,
                             file_of(repair_figures_csv(figures, from, to, context), "menting-repairs-" + days));
              }
              reply(asked.exchange, {200, "application/json", repair_figures_view(figures, from, to, context), {}});
            };
          });
}

}  // namespace menting::lan
