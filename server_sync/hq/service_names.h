#pragma once

#include <map>
#include <string>

#include "server_sync/hq/report_question.h"

namespace menting::hq {

/// What services are called, by letter: JSON by language, as most of the chosen branches that told it call them. A
/// letter that none of them has is not there. In the transaction that is under way.
std::map<std::string, std::string> service_names(sql::Connection& connection, const BranchChoice& choice);

}  // namespace menting::hq
