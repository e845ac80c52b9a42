#include "tests/simulation/day/trace.h"

#include <cxxabi.h>

#include <cstdlib>
#include <memory>
#include <typeinfo>
#include <utility>
#include <variant>

namespace menting::simulation {

using namespace domain;

namespace {

template <class Verb>
std::string name_of(const Verb&) {
  int status = 0;
  const std::unique_ptr<char, void (*)(void*)> name(abi::__cxa_demangle(typeid(Verb).name(), nullptr, nullptr, &status),
                                                    std::free);
  const std::string whole = name == nullptr ? typeid(Verb).name() : name.get();
  return whole.substr(whole.rfind(':') + 1);
}

std::string brief(const std::string& text) {
  return "\"" + text.substr(0, 24) + (text.size() > 24 ? "…\"" : "\"");
}

}  // namespace

std::string describe(const Command& command) {
  return std::visit(
      [](const auto& verb) {
        std::string text = name_of(verb);
        if constexpr (requires { verb.counter; }) text += " counter " + std::to_string(verb.counter);
        if constexpr (requires { verb.ticket; }) text += " ticket " + brief(verb.ticket);
        if constexpr (requires { verb.code; }) text += " code " + brief(verb.code);
        if constexpr (requires { std::string(1, verb.service); }) text += " service " + std::string(1, verb.service);
        if constexpr (requires { verb.lane; }) text += " lane " + std::string(to_string(verb.lane));
        if constexpr (requires { verb.to_counter; }) text += " to counter " + std::to_string(verb.to_counter);
        if constexpr (requires { *verb.to_service; }) {
          if (verb.to_service) text += " to service " + std::string(1, *verb.to_service);
        }
        if constexpr (requires { verb.score; }) text += " score " + std::to_string(verb.score);
        if constexpr (requires { verb.place; }) text += " place " + brief(verb.place);
        if constexpr (requires { verb.staff; }) text += " staff " + brief(verb.staff);
        return text;
      },
      command);
}

std::string describe(const desk::Receipt* receipt) {
  if (receipt == nullptr) return "lost";
  if (const auto* refusal = std::get_if<Refusal>(receipt)) return std::string(to_string(refusal->code));
  const auto& answer = std::get<desk::Answer>(*receipt);
  if (answer.ticket) return answer.ticket->id + " " + std::string(to_string(answer.ticket->state));
  if (answer.counter) return "counter " + std::string(to_string(answer.counter->state));
  return "done";
}

void Trace::note(std::string line) {
  // What pranksters type may hold anything; a story is read on a screen, and ends at no zero.
  for (char& c : line) {
    if (static_cast<unsigned char>(c) < 0x20) c = '.';
  }
  lines_.push_back(std::move(line));
  if (lines_.size() > kept_) lines_.pop_front();
}

}  // namespace menting::simulation
