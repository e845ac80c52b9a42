#include "server_sync/hq/fleet.h"

#include <algorithm>

#include "base/crypto/crypto.h"
#include "server_sync/hq/scope.h"

namespace menting::hq {
namespace {

constexpr std::int64_t code_lifetime_ms = 24LL * 3600 * 1000;
constexpr std::size_t code_length = 20;  ///< of 5 bits each
constexpr std::size_t group_length = 5;
constexpr std::int64_t all_of_them = 1'000'000'000;

/// Easier to read out over the phone.
std::string grouped(const std::string& code) {
  std::string text;
  for (std::size_t i = 0; i < code.size(); ++i) {
    if (i > 0 && i % group_length == 0) text += '-';
    text += code[i];
  }
  return text;
}

/// What LIKE finds `part` anywhere with; '!' takes away its special characters' meaning.
std::string like(const std::string& part) {
  std::string pattern = "%";
  for (const char c : part) {
    if (c == '%' || c == '_' || c == '!') pattern += '!';
    pattern += (c >= 'A' && c <= 'Z') ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return pattern + "%";
}

}  // namespace

bool is_branch_id(std::string_view id) {
  if (id.empty() || id.size() > 32) return false;
  return id.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-") ==
         std::string_view::npos;
}

bool is_plain_text(std::string_view text, std::size_t bytes_max) {
  const bool has_control = std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7F;
  });
  return !text.empty() && text.size() <= bytes_max && !has_control;
}

NewCode make_code(Store& store, const std::string& branch, std::int64_t now_ms) {
  const std::string code = crypto::random_code(code_length);
  NewCode made{grouped(code), now_ms + code_lifetime_ms};
  store.save_code(branch, crypto::hash_hex(crypto::normal_code(code)), now_ms, made.until_ms);
  return made;
}

void change_branch(Store& store, const std::string& branch, const BranchChange& change) {
  auto& update = store.connection().statement(
      "UPDATE branch SET name = coalesce($2, name), tier = coalesce($3, tier), region = coalesce($4, region) WHERE id "
      "= $1");
  update.bind(1, branch);
  int index = 2;
  for (const auto* text : {&change.name, &change.tier, &change.region}) {
    if (*text) {
      update.bind(index++, **text);
    } else {
      update.bind_null(index++);
    }
  }
  update.run();
}

BranchPage find_branches(Store& store, const BranchFilter& filter) {
  const std::string fits =
      " FROM branch WHERE ($1 = '' OR region = $1) AND ($2 = '' OR tier = $2) AND lower(id || ' ' || name) LIKE $3 "
      "ESCAPE '!'" +
      scope_sql(filter.regions, "id");
  const std::string part = like(filter.part);
  BranchPage page;
  auto& count = store.connection().statement("SELECT count(*)" + fits);
  count.bind(1, filter.region).bind(2, filter.tier).bind(3, part);
  if (count.step()) page.total = count.integer(0);
  count.reset();
  auto& found = store.connection().statement("SELECT id" + fits + " AND id > $4 ORDER BY id LIMIT $5");
  found.bind(1, filter.region).bind(2, filter.tier).bind(3, part).bind(4, filter.after);
  found.bind(5, filter.count_max > 0 ? filter.count_max : all_of_them);
  std::vector<std::string> ids;
  while (found.step()) ids.push_back(found.text(0));
  page.branches = store.branches(ids);
  return page;
}

}  // namespace menting::hq
