#include "server_sync/hq/nudge.h"

#include <nlohmann/json.hpp>

#include "server_sync/hq/directives.h"

namespace menting::hq {

void nudge_branch(sql::Connection& sql, const std::string& branch, const std::string& public_url, std::int64_t now_ms) {
  const nlohmann::ordered_json body = {{"url", public_url}, {"nudge", now_ms}};
  put_directive(sql, branch, "phone", body.dump(), now_ms);
}

}  // namespace menting::hq
