#include <algorithm>
#include <memory>

#include "base/sqlite/database.h"
#include "kiosk/storage/sqlite_journal.h"
#include "kiosk/storage/verify.h"
#include "tests/kiosk/storage/scribe.h"
#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"

using namespace menting;
using namespace menting::domain;
using storage::SqliteJournal;
using tests::ScratchFolder;

namespace {

void write_appointments(const ScratchFolder& folder) {
  SqliteJournal journal(folder.path().string());
  tests::Scribe scribe(journal);
  for (const char* id : {"a1", "a2", "a3", "a4"}) {
    scribe.commit(AppointmentNoted{id, std::string("P100") + id[1], {20261123}, 600, 630, 'A'});
  }
  journal.begin();
  journal.save(AppointmentSecrets{"a1", "code", "phone"});
  journal.save(AppointmentSecrets{"a0", "old", "old"});
  journal.commit();
  const TicketId ticket = scribe.take('A');
  scribe.commit(AppointmentCheckedIn{"a1", ticket, 600, 630, 1'800'000});
  scribe.commit(AppointmentSettled{"a1", AppointmentState::served});
  scribe.commit(AppointmentMissed{"a2"});
  scribe.commit(AppointmentCancelled{"a3"});
}

bool is_sound(const ScratchFolder& folder) {
  return storage::verify(folder.path().string()).differences.empty();
}

}  // namespace

TEST_CASE("appointments and the slot of a ticket are what their events say", "[storage]") {
  const ScratchFolder folder;
  write_appointments(folder);
  CHECK(is_sound(folder));
  SqliteJournal journal(folder.path().string());
  const BranchState state = journal.load({20261120});
  REQUIRE(state.appointments.size() == 4);
  CHECK(state.appointments.at("a1").state == AppointmentState::served);
  CHECK(state.appointments.at("a2").state == AppointmentState::no_show);
  CHECK(state.appointments.at("a3").state == AppointmentState::cancelled);
  CHECK(state.appointments.at("a4").state == AppointmentState::booked);
  const Ticket& ticket = state.tickets.at("20261123-A001");
  CHECK(ticket.appointment == "a1");
  CHECK(ticket.slot_from_minute == 600);
  CHECK(ticket.slot_to_minute == 630);
  CHECK(ticket.due_steady_ms == 1'800'000);
  CHECK(journal.load({20261124}).appointments.empty());
}

TEST_CASE("a changed appointment is found by verify", "[storage]") {
  const ScratchFolder folder;
  write_appointments(folder);
  const char* spoilt =
      GENERATE("UPDATE appointment SET state = 'booked' WHERE id = 'a2'", "DELETE FROM appointment WHERE id = 'a4'",
               "UPDATE appointment SET number = 'P9'", "UPDATE ticket SET due_steady_ms = 1");
  sqlite::Database(folder.file("menting.db"), sqlite::Access::read_write).run(spoilt);
  CHECK_FALSE(is_sound(folder));
}

TEST_CASE("what opens an appointment goes with its day", "[storage]") {
  const ScratchFolder folder;
  write_appointments(folder);
  SqliteJournal journal(folder.path().string());
  CHECK(journal.load_appointment_secrets().size() == 2);
  journal.begin();
  journal.erase_appointment_secrets_before({20261123});
  CHECK(journal.load_appointment_secrets().size() == 2);
  journal.erase_appointment_secrets_before({20261124});
  journal.commit();
  const auto left = journal.load_appointment_secrets();
  REQUIRE(left.size() == 1);
  CHECK(left.front().id == "a0");
}
