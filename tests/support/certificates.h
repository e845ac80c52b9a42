#pragma once

#include <memory>
#include <string>

namespace menting::tests {

struct CertificateFiles {
  std::string certificate;  ///< PEM
  std::string key;
};

/// A certificate authority of a test's own, in `folder`.
class TestCa {
 public:
  /// `name` keeps several in one folder apart.
  explicit TestCa(std::string folder, std::string name = "ca");
  ~TestCa();
  TestCa(const TestCa&) = delete;
  TestCa& operator=(const TestCa&) = delete;

  const std::string& file() const { return file_; }
  /// A server's certificate for `san` ("IP:127.0.0.1", "DNS:hq.example"), valid until `hours` from now; below zero it
  /// has expired. The same `name` again overwrites its files.
  CertificateFiles issue(const std::string& name, const std::string& san = "IP:127.0.0.1", int hours = 24);

 private:
  struct Impl;
  std::string folder_;
  std::string name_;
  std::string file_;
  std::unique_ptr<Impl> impl_;
};

}  // namespace menting::tests
