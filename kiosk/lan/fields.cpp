#include "kiosk/lan/fields.h"

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>

#include "base/http/target.h"
#include "base/text/catalog.h"
#include "kiosk/lan/unfit.h"

namespace menting::lan {

struct Fields::Content {
  nlohmann::json value;
};

namespace {

using nlohmann::json;

constexpr int depth_max = 32;

/// Brackets within brackets beyond any use: refused before anything is built of them.
bool too_deep(std::string_view text) {
  int depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '[' || c == '{') {
      if (++depth > depth_max) return true;
    } else if (c == ']' || c == '}') {
      --depth;
    }
  }
  return false;
}

const json* find(const json& object, const std::string& name) {
  const auto found = object.find(name);
  return found == object.end() || found->is_null() ? nullptr : &*found;
}

}  // namespace

Fields::Fields(const http::Request& request) {
  if (request.body.empty()) {
    content_ = std::make_shared<Content>(Content{json::object()});
    return;
  }
  // Whatever type the body says it has: command-line tools say "form" of everything, and strangers' forms are kept out
  // by their Origin.
  json value = too_deep(request.body) ? json(json::value_t::discarded) : json::parse(request.body, nullptr, false);
  if (value.is_discarded()) {
    throw Unfit(400, "malformed_json",
                MENTING_TEXT("The body is no well-formed JSON. Please correct it and send it again."));
  }
  if (!value.is_object()) throw invalid_field("body");
  content_ = std::make_shared<Content>(Content{std::move(value)});
}

bool Fields::has(const std::string& name) const {
  return find(content_->value, name) != nullptr;
}

std::optional<std::string> Fields::text_if(const std::string& name, std::size_t bytes_max) const {
  const json* value = find(content_->value, name);
  if (value == nullptr) return std::nullopt;
  if (!value->is_string()) throw invalid_field(prefix_ + name);
  const auto& text = value->get_ref<const std::string&>();
  if (text.size() > bytes_max) throw invalid_field(prefix_ + name);
  return text;
}

std::string Fields::text(const std::string& name, std::size_t bytes_max) const {
  auto value = text_if(name, bytes_max);
  if (!value || value->empty()) throw invalid_field(prefix_ + name);
  return std::move(*value);
}

std::optional<int> Fields::integer_if(const std::string& name) const {
  const json* value = find(content_->value, name);
  if (value == nullptr) return std::nullopt;
  if (!value->is_number_integer()) throw invalid_field(prefix_ + name);
  const bool fits = value->is_number_unsigned()
                        ? value->get<std::uint64_t>() <= static_cast<std::uint64_t>(std::numeric_limits<int>::max())
                        : value->get<std::int64_t>() >= std::numeric_limits<int>::min();
  if (!fits) throw invalid_field(prefix_ + name);
  return value->get<int>();
}

int Fields::integer(const std::string& name) const {
  const auto value = integer_if(name);
  if (!value) throw invalid_field(prefix_ + name);
  return *value;
}

std::vector<std::string> Fields::texts_if(const std::string& name, std::size_t count_max, std::size_t bytes_max) const {
  const json* value = find(content_->value, name);
  if (value == nullptr) return {};
  if (!value->is_array() || value->size() > count_max) throw invalid_field(prefix_ + name);
  std::vector<std::string> texts;
  for (const json& entry : *value) {
    if (!entry.is_string() || entry.get_ref<const std::string&>().size() > bytes_max)
      throw invalid_field(prefix_ + name);
    texts.push_back(entry.get<std::string>());
  }
  return texts;
}

Fields::Fields(std::shared_ptr<const Content> content, std::string prefix)
    : content_(std::move(content)), prefix_(std::move(prefix)) {}

std::optional<bool> Fields::boolean_if(const std::string& name) const {
  const json* value = find(content_->value, name);
  if (value == nullptr) return std::nullopt;
  if (!value->is_boolean()) throw invalid_field(prefix_ + name);
  return value->get<bool>();
}

std::optional<double> Fields::number_if(const std::string& name) const {
  const json* value = find(content_->value, name);
  if (value == nullptr) return std::nullopt;
  if (!value->is_number()) throw invalid_field(prefix_ + name);
  return value->get<double>();
}

std::optional<Fields> Fields::object_if(const std::string& name) const {
  const json* value = find(content_->value, name);
  if (value == nullptr) return std::nullopt;
  if (!value->is_object()) throw invalid_field(prefix_ + name);
  return Fields(std::make_shared<Content>(Content{*value}), prefix_ + name + ".");
}

std::vector<Fields> Fields::objects_if(const std::string& name, std::size_t count_max) const {
  const json* value = find(content_->value, name);
  if (value == nullptr) return {};
  if (!value->is_array() || value->size() > count_max) throw invalid_field(prefix_ + name);
  std::vector<Fields> objects;
  for (const json& entry : *value) {
    if (!entry.is_object()) throw invalid_field(prefix_ + name);
    objects.push_back(Fields(std::make_shared<Content>(Content{entry}), prefix_ + name + "."));
  }
  return objects;
}

std::optional<std::string> Fields::json_if(const std::string& name, std::size_t bytes_max) const {
  const json* value = find(content_->value, name);
  if (value == nullptr) return std::nullopt;
  std::string text = value->dump(-1, ' ', false, json::error_handler_t::replace);
  if (text.size() > bytes_max) throw invalid_field(prefix_ + name);
  return text;
}

std::optional<std::string> Fields::strokes_if(const std::string& name, std::size_t bytes_max) const {
  const json* value = find(content_->value, name);
  if (value == nullptr) return std::nullopt;
  const auto is_point = [](const json& at) {
    return at.is_array() && at.size() == 2 && at[0].is_number() && at[1].is_number();
  };
  const auto is_stroke = [&](const json& line) {
    return line.is_array() && std::all_of(line.begin(), line.end(), is_point);
  };
  if (!value->is_array() || !std::all_of(value->begin(), value->end(), is_stroke)) throw invalid_field(prefix_ + name);
  return json_if(name, bytes_max);
}

}  // namespace menting::lan
