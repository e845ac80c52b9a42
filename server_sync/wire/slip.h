#pragma once

#include <optional>
#include <string>
#include <string_view>

/// What a customer's slip opens at headquarters. The code on it is told to nobody: headquarters keeps a row under a
/// hash of it, whose contents only the code can read. Codes are as crypto::random_code() writes them.
namespace menting::wire {

/// The slip's name at headquarters.
std::string slip_key(std::string_view branch, std::string_view code);
/// Base 64 of the text, sealed with a key made from the code.
std::string seal_slip(std::string_view branch, std::string_view code, std::string_view plain);
/// None for another code, another branch and for a byte that was changed.
std::optional<std::string> open_slip(std::string_view branch, std::string_view code, std::string_view sealed);
/// Whether a slip can have this code at all.
bool is_slip_code(std::string_view code);

}  // namespace menting::wire
