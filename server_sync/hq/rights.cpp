#include "server_sync/hq/rights.h"

#include <algorithm>

namespace menting::hq {
namespace {

bool has(const User& user, std::string_view role) {
  return std::find(user.roles.begin(), user.roles.end(), role) != user.roles.end();
}

}  // namespace

const char* name_of(Right right) {
  switch (right) {
    case Right::open:
      return "open";
    case Right::device:
      return "device";
    case Right::self:
      return "self";
    case Right::view:
      return "view";
    case Right::quality:
      return "quality";
    case Right::operate:
      return "operate";
    case Right::administer:
      return "administer";
  }
  return "";
}

bool may(const User& user, Right right) {
  switch (right) {
    case Right::open:
    case Right::self:
      return true;
    case Right::device:
      return false;
    case Right::view:
      return !user.roles.empty();
    case Right::quality:
      return has(user, "quality") || has(user, "administrator");
    case Right::operate:
      return has(user, "operations") || has(user, "administrator");
    case Right::administer:
      return has(user, "administrator");
  }
  return false;
}

std::vector<std::string> rights_of(const User& user) {
  std::vector<std::string> names;
  for (const Right right : {Right::view, Right::quality, Right::operate, Right::administer}) {
    if (may(user, right)) names.emplace_back(name_of(right));
  }
  return names;
}

}  // namespace menting::hq
