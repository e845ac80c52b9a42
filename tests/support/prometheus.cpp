#include "tests/support/prometheus.h"

#include <regex>
#include <set>
#include <sstream>

namespace menting::tests {
namespace {

const std::regex& name_form() {
  static const std::regex form("[a-zA-Z_:][a-zA-Z0-9_:]*");
  return form;
}

const std::regex& sample_form() {
  static const std::regex form(
      R"re(([a-zA-Z_:][a-zA-Z0-9_:]*)(\{[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\[\\"n])*"(?:,[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\[\\"n])*")*\})? (NaN|[+-]Inf|[+-]?[0-9.]+(?:[eE][+-]?[0-9]+)?))re");
  return form;
}

/// Reads a scrape line by line, as the families allow.
class Reader {
 public:
  void line(const std::string& text) {
    if (text.starts_with("# HELP ")) return help(text);
    if (text.starts_with("# TYPE ")) return type(text);
    if (text.starts_with("#") || text.empty()) return fault("neither HELP, TYPE nor a value", text);
    sample(text);
  }
  void end() {
    if (!family_.empty()) end_family();
  }
  Scrape scrape;

 private:
  void fault(const std::string& what, const std::string& line) { scrape.faults.push_back(what + ": " + line); }

  void help(const std::string& text) {
    end();
    std::istringstream words(text.substr(7));
    words >> family_;
    if (!std::regex_match(family_, name_form())) fault("no name", text);
    if (!seen_.insert(family_).second) fault("the family is there twice", text);
    std::string rest;
    std::getline(words, rest);
    if (rest.size() < 5) fault("no help", text);
    type_.clear();
  }

  void type(const std::string& text) {
    std::istringstream words(text.substr(7));
    std::string name;
    words >> name >> type_;
    if (name != family_) fault("TYPE does not follow its HELP", text);
    if (type_ != "counter" && type_ != "gauge" && type_ != "histogram") fault("unknown type", text);
    if (type_ == "counter" && !name.ends_with("_total")) fault("a counter ends with _total", text);
    if (type_ != "counter" && name.ends_with("_total")) fault("only counters end with _total", text);
  }

  void sample(const std::string& text) {
    std::smatch parts;
    if (!std::regex_match(text, parts, sample_form())) return fault("no sample", text);
    const std::string name = parts[1];
    const std::string key = name + parts[2].str();
    const bool of_histogram =
        type_ == "histogram" && (name == family_ + "_bucket" || name == family_ + "_sum" || name == family_ + "_count");
    if (type_.empty() || (type_ == "histogram" ? !of_histogram : name != family_)) fault("of no family", text);
    const double value = std::stod(parts[3]);
    if (type_ == "counter" && !(value >= 0)) fault("a counter below zero", text);
    if (!scrape.values.emplace(key, value).second) fault("the same sample twice", text);
    if (name == family_ + "_bucket") {
      if (value < bucket_) fault("buckets count up", text);
      bucket_ = value;
      if (key.find(R"(le="+Inf")") != std::string::npos) has_last_ = true;
    }
  }

  void end_family() {
    if (type_ == "histogram" && (!has_last_ || bucket_ != scrape.values[family_ + "_count"])) {
      fault("the last bucket holds all", family_);
    }
    bucket_ = 0;
    has_last_ = false;
    family_.clear();
  }

  std::string family_;
  std::string type_;
  std::set<std::string> seen_;
  double bucket_ = 0;
  bool has_last_ = false;
};

}  // namespace

Scrape read_scrape(const std::string& text) {
  Reader reader;
  if (!text.ends_with('\n')) reader.scrape.faults.emplace_back("the last line has no end");
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) reader.line(line);
  reader.end();
  return std::move(reader.scrape);
}

}  // namespace menting::tests
