#include "tests/kiosk/printing/fake_cups.h"

#include <arpa/inet.h>
#include <cups/cups.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>
#include <utility>

namespace menting::tests {

/// One connection of a client.
struct FakeCups::Conversation {
  FakeCups& cups;
  http_t* http;

  void run();
  bool read_request(ipp_t* request, std::string& document);
  ipp_t* answer_to(ipp_t* request, const std::string& document);
  void send(ipp_t* answer);
  bool wait() const;
};

FakeCups::FakeCups(Manner manner) : manner_(std::move(manner)) {
  listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (listener_ < 0 || bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 || listen(listener_, 8) != 0 ||
      getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0)
    throw std::runtime_error("no loopback port");
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { run(); });
}

FakeCups::~FakeCups() {
  stopping_ = true;
  thread_.join();
  close(listener_);
}

void FakeCups::change(Manner manner) {
  const std::lock_guard lock(mutex_);
  manner_ = std::move(manner);
  asked_ = 0;
}

std::vector<std::string> FakeCups::jobs() {
  const std::lock_guard lock(mutex_);
  return jobs_;
}

int FakeCups::cancelled() {
  const std::lock_guard lock(mutex_);
  return cancelled_;
}

void FakeCups::run() {
  while (!stopping_) {
    pollfd waiting{listener_, POLLIN, 0};
    if (poll(&waiting, 1, 10) <= 0) continue;
    Conversation conversation{*this, httpAcceptConnection(listener_, 1)};
    if (conversation.http == nullptr) continue;
    conversation.run();
    httpClose(conversation.http);
  }
}

/// Until there is something to read; false when the test is over or the client gone.
bool FakeCups::Conversation::wait() const {
  while (!cups.stopping_) {
    if (httpGetReady(http) > 0) return true;
    pollfd waiting{httpGetFd(http), POLLIN, 0};
    if (poll(&waiting, 1, 10) <= 0) continue;
    char byte = 0;
    return recv(httpGetFd(http), &byte, 1, MSG_PEEK) > 0;
  }
  return false;
}

void FakeCups::Conversation::run() {
  while (wait()) {
    ipp_t* request = ippNew();
    std::string document;
    if (!read_request(request, document)) {
      ippDelete(request);
      return;
    }
    ipp_t* answer = answer_to(request, document);
    ippDelete(request);
    if (answer != nullptr) send(answer);
  }
}

bool FakeCups::Conversation::read_request(ipp_t* request, std::string& document) {
  char path[256];
  http_state_t state = HTTP_STATE_WAITING;
  while ((state = httpReadRequest(http, path, sizeof path)) == HTTP_STATE_WAITING)
    if (!wait()) return false;
  if (state != HTTP_STATE_POST) return false;
  http_status_t status = HTTP_STATUS_CONTINUE;
  while ((status = httpUpdate(http)) == HTTP_STATUS_CONTINUE) {
  }
  if (status != HTTP_STATUS_OK) return false;
  if (httpGetExpect(http) == HTTP_STATUS_CONTINUE) httpWriteResponse(http, HTTP_STATUS_CONTINUE);
  ipp_state_t read = IPP_STATE_IDLE;
  while ((read = ippRead(http, request)) != IPP_STATE_DATA)
    if (read == IPP_STATE_ERROR) return false;
  char bytes[4096];
  while (httpGetState(http) == HTTP_STATE_POST_RECV) {
    const ssize_t got = httpRead2(http, bytes, sizeof bytes);
    if (got <= 0) break;
    document.append(bytes, static_cast<std::size_t>(got));
  }
  return true;
}

ipp_t* FakeCups::Conversation::answer_to(ipp_t* request, const std::string& document) {
  const std::lock_guard lock(cups.mutex_);
  if (!cups.manner_.answers) return nullptr;
  ipp_t* answer = ippNewResponse(request);
  ipp_attribute_t* uri = ippFindAttribute(request, "printer-uri", IPP_TAG_URI);
  if (uri == nullptr || std::string(ippGetString(uri, 0, nullptr)) != "ipp://localhost/printers/slips") {
    ippSetStatusCode(answer, IPP_STATUS_ERROR_NOT_FOUND);
    return answer;
  }
  switch (ippGetOperation(request)) {
    case IPP_OP_GET_PRINTER_ATTRIBUTES: {
      const auto& later = cups.manner_.reasons_later;
      const auto& reasons = later.empty() || cups.jobs_.empty() ? cups.manner_.reasons : later;
      ippAddInteger(answer, IPP_TAG_PRINTER, IPP_TAG_ENUM, "printer-state", cups.manner_.printer_state);
      ippAddBoolean(answer, IPP_TAG_PRINTER, "printer-is-accepting-jobs", cups.manner_.accepting ? 1 : 0);
      ipp_attribute_t* all = ippAddStrings(answer, IPP_TAG_PRINTER, IPP_TAG_KEYWORD, "printer-state-reasons",
                                           static_cast<int>(reasons.size()), nullptr, nullptr);
      for (std::size_t each = 0; each < reasons.size(); ++each)
        ippSetString(answer, &all, static_cast<int>(each), reasons[each].c_str());
      return answer;
    }
    case IPP_OP_PRINT_JOB: {
      ipp_attribute_t* format = ippFindAttribute(request, "document-format", IPP_TAG_MIMETYPE);
      if (format == nullptr || std::string(ippGetString(format, 0, nullptr)) != CUPS_FORMAT_RAW) break;
      cups.jobs_.push_back(document);
      ippAddInteger(answer, IPP_TAG_JOB, IPP_TAG_INTEGER, "job-id", static_cast<int>(cups.jobs_.size()));
      return answer;
    }
    case IPP_OP_GET_JOB_ATTRIBUTES:
      ippAddInteger(answer, IPP_TAG_JOB, IPP_TAG_ENUM, "job-state",
                    ++cups.asked_ > cups.manner_.questions ? cups.manner_.job_state : IPP_JSTATE_PROCESSING);
      return answer;
    case IPP_OP_CANCEL_JOB:
      if (!cups.manner_.cancels || cups.jobs_.empty()) break;
      cups.jobs_.pop_back();
      ++cups.cancelled_;
      return answer;
    default:
      break;
  }
  ippSetStatusCode(answer, IPP_STATUS_ERROR_NOT_POSSIBLE);
  return answer;
}

void FakeCups::Conversation::send(ipp_t* answer) {
  httpClearFields(http);
  httpSetField(http, HTTP_FIELD_CONTENT_TYPE, "application/ipp");
  httpSetLength(http, ippLength(answer));
  httpWriteResponse(http, HTTP_STATUS_OK);
  while (ippWrite(http, answer) == IPP_STATE_ATTRIBUTE) {
  }
  httpFlushWrite(http);
  ippDelete(answer);
}

}  // namespace menting::tests
