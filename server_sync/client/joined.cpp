#include "server_sync/client/joined.h"

#include <stdexcept>

#include "server_sync/client/web_url.h"

namespace menting::sync {

std::optional<Joined> read_joined(const SyncSettings& settings) {
  auto found = read_enrolment(settings.data_folder);
  if (!found) return std::nullopt;
  if (!settings.branch.empty() && found->branch != settings.branch) {
    throw std::runtime_error("this branch is " + settings.branch + ", but its data folder joined headquarters as " +
                             found->branch + ": correct [branch] id, or join again with menting-kiosk enrol");
  }
  Joined joined;
  const std::string& chosen_url = settings.url.empty() ? found->url : settings.url;
  joined.place.ca = settings.ca.empty() ? found->ca : settings.ca;
  joined.place.url = checked_url(chosen_url, joined.place.ca, settings.allow_plain_http);
  joined.enrolment = std::move(*found);
  return joined;
}

}  // namespace menting::sync
