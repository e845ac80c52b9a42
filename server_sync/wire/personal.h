#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace menting::wire {

/// What one post may hold; more is refused.
inline constexpr std::size_t personal_items_max = 500;

/// Something that a person said or left, sealed to headquarters' key. Apart from the events, so that it can be erased.
struct PersonalItem {
  std::string id;      ///< made at random by the branch
  std::string about;   ///< a ticket's id or a repair order's number
  std::string kind;    ///< rating_comment …
  std::string at;      ///< RFC 3339
  std::string sealed;  ///< base 64 of a sealed box; headquarters stores it as it is
};

struct PersonalErasure {
  std::string id;
  std::string at;  ///< when the branch erased it
};

struct PersonalBatch {
  std::string branch;
  std::vector<PersonalItem> items;
  std::vector<PersonalErasure> erased;
  bool empty() const { return items.empty() && erased.empty(); }
};

/// What became of one id at headquarters.
struct PersonalStanding {
  std::string id;
  bool erased = false;  ///< else it is stored
  std::string proof;    ///< headquarters' confirmation of the erasure
};

struct PersonalReceipt {
  std::int64_t before = 0;  ///< headquarters' count of changes for this branch, before this post
  std::int64_t after = 0;   ///< and after it
  std::vector<PersonalStanding> standings;
};

std::string personal_json(const PersonalBatch& batch);
/// Throws std::runtime_error: what is wrong, and where.
PersonalBatch read_personal(const std::string& json);
std::string receipt_json(const PersonalReceipt& receipt);
/// None for anything that is no receipt.
std::optional<PersonalReceipt> read_receipt(const std::string& json);

}  // namespace menting::wire
