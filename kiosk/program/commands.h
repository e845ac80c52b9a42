#pragma once

#include <string>

/// The commands of menting-kiosk other than running the branch. Each gives the exit code: 0 fine, 1 the work failed, 2
/// wrong use or configuration.
namespace menting::program {

int check_config(const std::string& config);
int verify(const std::string& data);
int backup(const std::string& data, const std::string& file);
int restore(const std::string& data, const std::string& file);
int hash_pin();

struct EnrolWords {
  std::string config;
  std::string data;
  std::string url;
  std::string ca;
  std::string code;
};
int enrol(const EnrolWords& words);
/// Gives the device that joined headquarters a new key.
int rotate_key(const std::string& config, const std::string& data);

}  // namespace menting::program
