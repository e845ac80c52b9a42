#include "tests/simulation/day/told_numbers.h"

#include <algorithm>

#include "base/sqlite/database.h"
#include "tests/simulation/day/broken.h"

namespace menting::simulation {

namespace {

sqlite::Database database_of(const std::string& data_folder) {
  return {data_folder + "/menting.db", sqlite::Access::read_only};
}

std::int64_t fork_count(sqlite::Database& database) {
  return database.value("SELECT count(*) FROM journal WHERE begun_by = 'fork'");
}

bool keeps(sqlite::Database& database, const wire::GivenNumber& number) {
  sqlite::Statement row(database, "SELECT 1 FROM number_floor WHERE day = $1 AND service = $2 AND last_number >= $3");
  row.bind(1, std::int64_t{number.day}).bind(2, std::string(1, number.service)).bind(3, std::int64_t{number.number});
  return row.step();
}

}  // namespace

void ToldNumbers::said(const std::vector<wire::GivenNumber>& numbers) {
  on_the_way_.insert(on_the_way_.end(), numbers.begin(), numbers.end());
}

void ToldNumbers::with_fork(const std::vector<wire::GivenNumber>& numbers) {
  said(numbers);
  sqlite::Database database = database_of(data_folder_);
  forked_ = Forked{fork_count(database), numbers};
}

void ToldNumbers::look() {
  if (on_the_way_.empty() && !forked_) return;
  sqlite::Database database = database_of(data_folder_);
  const std::int64_t events = database.value("SELECT count(*) FROM event");
  std::erase_if(on_the_way_, [&](const wire::GivenNumber& number) {
    const bool kept = keeps(database, number);
    if (kept) known_.push_back({number, events});
    return kept;
  });
  if (!forked_ || fork_count(database) == forked_->fork_count) return;
  for (const wire::GivenNumber& number : forked_->numbers) {
    must(keeps(database, number), "the journal was forked, and it was forgotten that number ", number.number, " of ",
         number.service, " is given");
  }
  forked_.reset();
}

void ToldNumbers::judge() const {
  if (known_.empty()) return;
  sqlite::Database database = database_of(data_folder_);
  // A fork moves events into another journal and keeps their order.
  sqlite::Statement rows(database, "SELECT kind, json_extract(body, '$.ticket_id') FROM event ORDER BY journal, seq");
  for (std::int64_t place = 0; rows.step(); ++place) {
    if (rows.text(0) != "ticket_taken") continue;
    const std::string id = rows.text(1);  // 20261123-A057
    const wire::GivenNumber given{std::stoi(id.substr(0, 8)), id.at(9), std::stoi(id.substr(10))};
    for (const auto& [highest, event_count] : known_) {
      must(place < event_count || given.day != highest.day || given.service != highest.service ||
               given.number > highest.number,
           id, " was given again, after headquarters had said that ", highest.number, " is given");
    }
  }
}

}  // namespace menting::simulation
