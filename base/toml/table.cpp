#include <toml++/toml.h>

#include "base/toml/document.h"

#include <fmt/format.h>

#include <cmath>

namespace menting::toml_reader {
namespace {

unsigned line_of(const ::toml::node& node) {
  return node.source().begin.line;
}

/// "[lan] listen", or "listen" alone among the file's own keys.
std::string place_of(const Table::Impl& impl, const std::string& key) {
  if (impl.place.empty()) return key;
  return key.empty() ? impl.place : impl.place + " " + key;
}

const ::toml::node* find(Table::Impl& impl, const std::string& key) {
  impl.asked.insert(key);
  return impl.table->get(key);
}

void wrong_kind(const Table::Impl& impl, const std::string& key, const ::toml::node& node, const std::string& wanted) {
  impl.document->fault(line_of(node), place_of(impl, key), fmt::format("is {}; write {}", kind_of(node), wanted));
}

}  // namespace

Table::Table(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Table::~Table() = default;
Table::Table(Table&&) noexcept = default;

bool Table::has(const std::string& key) const {
  return find(*impl_, key) != nullptr;
}

std::optional<std::string> Table::string(const std::string& key) {
  const ::toml::node* node = find(*impl_, key);
  if (node == nullptr) return std::nullopt;
  if (const auto* text = node->as_string()) return text->get();
  wrong_kind(*impl_, key, *node, fmt::format("a text in quotes, such as {} = \"…\"", key));
  return std::nullopt;
}

std::optional<std::int64_t> Table::integer(const std::string& key, std::int64_t low, std::int64_t high) {
  const ::toml::node* node = find(*impl_, key);
  if (node == nullptr) return std::nullopt;
  const auto* value = node->as_integer();
  if (value == nullptr) {
    wrong_kind(*impl_, key, *node, fmt::format("a whole number from {} to {}, without quotes", low, high));
    return std::nullopt;
  }
  if (value->get() < low || value->get() > high) {
    fault(key, fmt::format("is {}; write a whole number from {} to {}", value->get(), low, high));
    return std::nullopt;
  }
  return value->get();
}

std::optional<double> Table::number(const std::string& key, double low, double high) {
  const ::toml::node* node = find(*impl_, key);
  if (node == nullptr) return std::nullopt;
  double value = 0;
  if (const auto* whole = node->as_integer()) {
    value = static_cast<double>(whole->get());
  } else if (const auto* real = node->as_floating_point()) {
    value = real->get();
  } else {
    wrong_kind(*impl_, key, *node, fmt::format("a number from {} to {}, without quotes", low, high));
    return std::nullopt;
  }
  if (!std::isfinite(value) || value < low || value > high) {
    fault(key, fmt::format("is {}; write a number from {} to {}", value, low, high));
    return std::nullopt;
  }
  return value;
}

std::optional<bool> Table::boolean(const std::string& key) {
  const ::toml::node* node = find(*impl_, key);
  if (node == nullptr) return std::nullopt;
  if (const auto* value = node->as_boolean()) return value->get();
  wrong_kind(*impl_, key, *node, "true or false, without quotes");
  return std::nullopt;
}

std::vector<std::string> Table::strings(const std::string& key) {
  std::vector<std::string> texts;
  const ::toml::node* node = find(*impl_, key);
  if (node == nullptr) return texts;
  const auto* list = node->as_array();
  if (list == nullptr) {
    wrong_kind(*impl_, key, *node, fmt::format("a list of texts, such as {} = [\"…\", \"…\"]", key));
    return texts;
  }
  for (const ::toml::node& element : *list) {
    if (const auto* text = element.as_string()) {
      texts.push_back(text->get());
    } else {
      wrong_kind(*impl_, key, element, "only texts in quotes in this list");
    }
  }
  return texts;
}

std::map<std::string, std::string> Table::string_map(const std::string& key) {
  std::map<std::string, std::string> texts;
  const ::toml::node* node = find(*impl_, key);
  if (node == nullptr) return texts;
  const auto* inner = node->as_table();
  if (inner == nullptr) {
    wrong_kind(*impl_, key, *node, fmt::format("{} = {{ \"zh-CN\" = \"…\", en = \"…\" }}", key));
    return texts;
  }
  if (inner->empty()) fault(key, fmt::format("is empty; write {} = {{ \"zh-CN\" = \"…\", en = \"…\" }}", key));
  for (const auto& [name, value] : *inner) {
    const std::string inner_key(name.str());
    if (const auto* text = value.as_string()) {
      texts[inner_key] = text->get();
    } else {
      wrong_kind(*impl_, key + "." + inner_key, value, "a text in quotes");
    }
  }
  return texts;
}

std::optional<Table> Table::table(const std::string& key) {
  const ::toml::node* node = find(*impl_, key);
  if (node == nullptr) return std::nullopt;
  const auto* inner = node->as_table();
  if (inner == nullptr) {
    const std::string heading = !impl_->place.empty()        ? "a table: {0} = {{ … }}"
                                : node->is_array_of_tables() ? "one [{0}] with single brackets"
                                                             : "a table: [{0}]";
    wrong_kind(*impl_, key, *node, fmt::format(fmt::runtime(heading), key));
    return std::nullopt;
  }
  auto impl = std::make_unique<Impl>();
  impl->document = impl_->document;
  impl->table = inner;
  impl->place = impl_->place.empty() ? "[" + key + "]" : impl_->place + " " + key;
  impl->line = line_of(*node);
  return Table(std::move(impl));
}

std::vector<Table> Table::tables(const std::string& key) {
  std::vector<Table> tables;
  const ::toml::node* node = find(*impl_, key);
  if (node == nullptr) return tables;
  const auto* list = node->as_array();
  const bool inside = !impl_->place.empty();
  const std::string wanted = inside ? fmt::format("{} = [{{ … }}, {{ … }}]", key)
                                    : fmt::format("[[{}]] with double brackets, once for each", key);
  if (list == nullptr) {
    wrong_kind(*impl_, key, *node, wanted);
    return tables;
  }
  int index = 0;
  for (const ::toml::node& element : *list) {
    ++index;
    const auto* inner = element.as_table();
    if (inner == nullptr) {
      wrong_kind(*impl_, key, element, wanted);
      continue;
    }
    auto impl = std::make_unique<Impl>();
    impl->document = impl_->document;
    impl->table = inner;
    impl->place = inside ? fmt::format("{} {} {}", impl_->place, key, index) : fmt::format("[[{}]] {}", key, index);
    impl->line = line_of(element);
    tables.push_back(Table(std::move(impl)));
  }
  return tables;
}

void Table::fault(const std::string& key, const std::string& what) {
  const ::toml::node* node = find(*impl_, key);
  impl_->document->fault(node == nullptr ? impl_->line : line_of(*node), place_of(*impl_, key), what);
}

void Table::missing(const std::string& key, const std::string& what) {
  fault(key, "is missing; " + what);
}

void Table::finish() {
  for (const auto& [name, value] : *impl_->table) {
    const std::string key(name.str());
    if (impl_->asked.contains(key)) continue;
    const std::string meant = nearest(key, impl_->asked);
    std::string what = "is not a key this version knows; ";
    if (!meant.empty()) {
      what += "did you mean \"" + meant + "\"?";
    } else {
      what += "take it out";
    }
    impl_->document->fault(name.source().begin.line, place_of(*impl_, key), what);
  }
}

}  // namespace menting::toml_reader
