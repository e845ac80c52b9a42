#include "kiosk/printing/cups_queue.h"

#include <cups/cups.h>

#include <array>
#include <utility>

namespace menting::printing {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

using Ipp = std::unique_ptr<ipp_t, decltype(&ippDelete)>;

constexpr double slice_s = 0.1;  // how late an interruption may be noticed
constexpr milliseconds last_word_ms{500};

bool begins(std::string_view text, std::string_view start) {
  return text.substr(0, start.size()) == start;
}

/// One of IPP's printer-state-reasons; a suffix tells how grave it is.
Outcome meaning(std::string_view reason) {
  for (const char* paper : {"media-empty", "media-needed"})
    if (begins(reason, paper)) return Outcome::paper_out;
  for (const char* cover : {"cover-open", "door-open", "interlock-open"})
    if (begins(reason, cover)) return Outcome::cover_open;
  for (const char* stopped : {"offline", "shutdown", "paused", "stopped", "media-jam", "timed-out"})
    if (begins(reason, stopped)) return Outcome::offline;
  return begins(reason, "media-low") ? Outcome::paper_low : Outcome::done;
}

/// The graver of two: of those that stop a printer, the one that staff can see and mend.
Outcome graver(Outcome one, Outcome other) {
  for (const Outcome outcome : {Outcome::cover_open, Outcome::paper_out, Outcome::offline, Outcome::paper_low})
    if (one == outcome || other == outcome) return outcome;
  return Outcome::done;
}

int integer(ipp_t* answer, const char* name) {
  ipp_attribute_t* found = ippFindAttribute(answer, name, IPP_TAG_ENUM);
  if (found == nullptr) found = ippFindAttribute(answer, name, IPP_TAG_INTEGER);
  return found == nullptr ? 0 : ippGetInteger(found, 0);
}

}  // namespace

struct CupsQueue::Connection {
  Connection(const CupsServer& server, milliseconds answer_within, const std::atomic<bool>& interruption)
      : interrupted(interruption), patience(answer_within) {
    // A server that asks for a password would have libcups ask at a terminal.
    cupsSetPasswordCB2([](const char*, http_t*, const char*, const char*, void*) -> const char* { return nullptr; },
                       nullptr);
    const bool own = server.host.empty();
    http = httpConnect2(own ? cupsServer() : server.host.c_str(), own ? ippPort() : server.port, nullptr, AF_UNSPEC,
                        HTTP_ENCRYPTION_IF_REQUESTED, 1, static_cast<int>(patience.count()), nullptr);
    if (http == nullptr) return;
    httpSetTimeout(
        http, slice_s,
        [](http_t*, void* data) {
          const auto* self = static_cast<Connection*>(data);
          return self->may_wait() ? 1 : 0;
        },
        this);
  }
  ~Connection() { httpClose(http); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  bool may_wait() const { return (!interrupted || last_word) && steady_clock::now() < deadline; }
  Ipp ask(const std::string& queue, ipp_op_t operation, int job, std::string_view document = {});

  const std::atomic<bool>& interrupted;
  milliseconds patience;
  steady_clock::time_point deadline;
  bool last_word = false;
  http_t* http = nullptr;
};

Ipp CupsQueue::Connection::ask(const std::string& queue, ipp_op_t operation, int job, std::string_view document) {
  deadline = steady_clock::now() + (last_word ? last_word_ms : patience);
  if (http == nullptr || !may_wait()) return {nullptr, &ippDelete};
  const std::string path = "/printers/" + queue;
  ipp_t* request = ippNewRequest(operation);
  ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", nullptr, ("ipp://localhost" + path).c_str());
  if (job != 0) ippAddInteger(request, IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", job);
  ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", nullptr, cupsUser());
  if (document.empty()) return {cupsDoRequest(http, request, path.c_str()), &ippDelete};
  ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_NAME, "job-name", nullptr, "slip");
  ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, "document-format", nullptr, CUPS_FORMAT_RAW);
  const Ipp kept(request, &ippDelete);
  if (cupsSendRequest(http, request, path.c_str(), ippLength(request) + document.size()) != HTTP_STATUS_CONTINUE ||
      cupsWriteRequestData(http, document.data(), document.size()) != HTTP_STATUS_CONTINUE)
    return {nullptr, &ippDelete};
  return {cupsGetResponse(http, path.c_str()), &ippDelete};
}

CupsQueue::CupsQueue(std::string queue, const CupsServer& server, milliseconds answer,
                     const std::atomic<bool>& interrupted)
    : queue_(std::move(queue)), connection_(std::make_unique<Connection>(server, answer, interrupted)) {
  if (connection_->http == nullptr) why_ = std::string("CUPS does not answer: ") + cupsLastErrorString();
}

CupsQueue::~CupsQueue() = default;

Outcome CupsQueue::state() {
  const Ipp answer = connection_->ask(queue_, IPP_OP_GET_PRINTER_ATTRIBUTES, 0);
  if (!answer) {
    if (connection_->http != nullptr) why_ = std::string("CUPS does not answer: ") + cupsLastErrorString();
    return Outcome::offline;
  }
  const ipp_status_t status = ippGetStatusCode(answer.get());
  if (status == IPP_STATUS_ERROR_NOT_FOUND) why_ = "CUPS knows no printer of this name";
  if (status > IPP_STATUS_OK_CONFLICTING) {
    if (status != IPP_STATUS_ERROR_NOT_FOUND) why_ = std::string("CUPS says ") + ippErrorString(status);
    return Outcome::offline;
  }
  Outcome outcome = integer(answer.get(), "printer-state") == IPP_PSTATE_STOPPED ? Outcome::offline : Outcome::done;
  ipp_attribute_t* accepting = ippFindAttribute(answer.get(), "printer-is-accepting-jobs", IPP_TAG_BOOLEAN);
  if (accepting != nullptr && ippGetBoolean(accepting, 0) == 0) outcome = Outcome::offline;
  why_ = outcome == Outcome::offline ? "CUPS has stopped it" : "";
  ipp_attribute_t* reasons = ippFindAttribute(answer.get(), "printer-state-reasons", IPP_TAG_KEYWORD);
  for (int each = 0; reasons != nullptr && each < ippGetCount(reasons); ++each) {
    const std::string reason = ippGetString(reasons, each, nullptr);
    const Outcome means = meaning(reason);
    if (means == Outcome::offline) why_ = "CUPS says \"" + reason + "\"";
    outcome = graver(outcome, means);
  }
  return outcome;
}

int CupsQueue::submit(std::string_view bytes) {
  const Ipp answer = connection_->ask(queue_, IPP_OP_PRINT_JOB, 0, bytes);
  const int job =
      answer && ippGetStatusCode(answer.get()) <= IPP_STATUS_OK_CONFLICTING ? integer(answer.get(), "job-id") : 0;
  if (job == 0) why_ = std::string("CUPS took no job: ") + cupsLastErrorString();
  return job;
}

JobProgress CupsQueue::progress(int job) {
  const Ipp answer = connection_->ask(queue_, IPP_OP_GET_JOB_ATTRIBUTES, job);
  const int state = answer ? integer(answer.get(), "job-state") : 0;
  if (state == IPP_JSTATE_COMPLETED) return JobProgress::completed;
  if (state != IPP_JSTATE_CANCELED && state != IPP_JSTATE_ABORTED) return JobProgress::under_way;
  why_ = "CUPS gave the job up";
  return JobProgress::ended_unprinted;
}

bool CupsQueue::cancel(int job) {
  if (connection_->interrupted) connection_->last_word = true;
  const Ipp answer = connection_->ask(queue_, IPP_OP_CANCEL_JOB, job);
  return answer && ippGetStatusCode(answer.get()) <= IPP_STATUS_OK_CONFLICTING;
}

}  // namespace menting::printing
