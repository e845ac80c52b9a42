#include "kiosk/lan/metrics_view.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>

#include "base/metrics/text.h"
#include "kiosk/domain/counter.h"
#include "kiosk/domain/ticket.h"

namespace menting::lan {
namespace {

using metrics::Kind;
using metrics::Text;

void write_hall(Text& text, const desk::Board& board) {
  std::map<std::string, std::int64_t> tickets;
  for (const desk::TicketPtr& ticket : board.tickets) ++tickets[std::string(domain::to_string(ticket->state))];
  text.family("menting_tickets", Kind::gauge, "Today's tickets and whoever is still here, by state.");
  for (const auto& [state, count] : tickets) text.value(count, {{"state", state}});
  text.family("menting_waiting", Kind::gauge, "Customers who wait, by service.");
  for (const desk::ServiceView& service : board.services) {
    text.value(service.waiting, {{"service", std::string(1, service.letter)}});
  }
  std::map<std::string, std::int64_t> counters;
  for (const domain::Counter& counter : board.counters) ++counters[std::string(domain::to_string(counter.state))];
  text.family("menting_counters", Kind::gauge, "Counters, by state.");
  for (const auto& [state, count] : counters) text.value(count, {{"state", state}});
  text.family("menting_calls_for_help", Kind::gauge, "Open calls for help.");
  text.value(static_cast<std::int64_t>(board.assistance.size()));
}

void write_sync(Text& text, const desk::Board& board, const desk::Health& health, std::int64_t now_ms) {
  const desk::JournalPosition& journal = board.journal;
  text.family("menting_journal_seq", Kind::gauge, "The newest event of the journal.").value(journal.seq);
  text.family("menting_journal_acked", Kind::gauge, "Headquarters has the journal up to this event.")
      .value(journal.acked);
  text.family("menting_journal_behind", Kind::gauge, "Events that headquarters lacks.")
      .value(std::max<std::int64_t>(0, journal.seq - journal.acked));
  const std::int64_t age_ms =
      journal.unacked_since_ms == 0 ? 0 : std::max<std::int64_t>(0, now_ms - journal.unacked_since_ms);
  text.family("menting_journal_lag_seconds", Kind::gauge, "Age of the oldest event that headquarters lacks.")
      .value(static_cast<double>(age_ms) / 1000);
  text.family("menting_hq_link", Kind::gauge, "1 for the state that the link to headquarters is in.");
  constexpr std::array states{desk::HqState::not_enrolled, desk::HqState::connected, desk::HqState::unreachable,
                              desk::HqState::refused};
  for (const desk::HqState state : states) {
    text.value(health.hq() == state ? 1 : 0, {{"state", desk::to_string(state)}});
  }
}

void write_machine(Text& text, const desk::Health& health, const MetricsFacts& facts) {
  text.family("menting_printer", Kind::gauge, "1 for the state that the printer is in.");
  constexpr std::array states{desk::PrinterState::unknown, desk::PrinterState::ready, desk::PrinterState::paper_low,
                              desk::PrinterState::paper_out, desk::PrinterState::offline};
  for (const desk::PrinterState state : states) {
    text.value(health.printer() == state ? 1 : 0, {{"state", desk::to_string(state)}});
  }
  text.family("menting_degraded", Kind::gauge, "1 while some part is not well.").value(health.degraded() ? 1 : 0);
  std::error_code error;
  const auto space = std::filesystem::space(facts.data_folder, error);
  if (!error) {
    text.family("menting_disk_free_bytes", Kind::gauge, "Free space on the data folder's disk.")
        .value(std::uint64_t{space.available});
  }
  text.family("menting_streams", Kind::gauge, "Pages that follow the board.").value(std::uint64_t{facts.streams});
}

}  // namespace

std::string metrics_view(const desk::Board& board, desk::Health& health, const MetricsFacts& facts) {
  Text text;
  text.family("menting_version", Kind::gauge, "Always 1; the label says which.").value(1, {{"version", facts.version}});
  write_hall(text, board);
  write_sync(text, board, health, facts.now_ms);
  health.timings().request.write(text, "menting_desk_seconds", "From a request's turn at the desk to its answer.");
  health.timings().commit.write(text, "menting_commit_seconds", "Making a group of requests durable.");
  write_machine(text, health, facts);
  metrics::write_process(text);
  return text.text();
}

}  // namespace menting::lan
