#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/http/server.h"

namespace menting::lan {

/// The JSON object of a request's body. Every accessor throws Unfit (422, naming the field) for a value of another type
/// or size; null counts as absent.
class Fields {
 public:
  /// Throws Unfit: 400 for a body that is no JSON, 422 for JSON that is no object. Its content type does not count.
  /// No body at all is an empty object.
  explicit Fields(const http::Request& request);

  bool has(const std::string& name) const;  ///< null is not there
  std::optional<std::string> text_if(const std::string& name, std::size_t bytes_max) const;
  std::string text(const std::string& name, std::size_t bytes_max) const;  ///< must be there, and not empty
  std::optional<int> integer_if(const std::string& name) const;
  int integer(const std::string& name) const;
  std::optional<bool> boolean_if(const std::string& name) const;
  std::optional<double> number_if(const std::string& name) const;
  /// An object within: its fields are named "device.imei" in what is thrown.
  std::optional<Fields> object_if(const std::string& name) const;
  std::vector<Fields> objects_if(const std::string& name, std::size_t count_max) const;
  /// What stands there, whatever it is, as compact JSON.
  std::optional<std::string> json_if(const std::string& name, std::size_t bytes_max) const;
  /// Strokes of points as [[[x, y], …], …] in compact JSON; anything else is an invalid field.
  std::optional<std::string> strokes_if(const std::string& name, std::size_t bytes_max) const;
  std::vector<std::string> texts_if(const std::string& name, std::size_t count_max, std::size_t bytes_max) const;

 private:
  struct Content;
  Fields(std::shared_ptr<const Content> content, std::string prefix);
  std::shared_ptr<const Content> content_;
  std::string prefix_;  ///< of the names in what is thrown
};

}  // namespace menting::lan
