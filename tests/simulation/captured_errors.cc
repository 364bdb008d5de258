#include "tests/simulation/captured_errors.h"

#include <sys/mman.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>

#include "storage/base/check.h"

namespace meridian::simulation {
namespace {

// For the signal handler, which may use nothing that allocates.
int real_error = -1;
int captured = -1;
std::string& AbortText() {
  static std::string text;
  return text;
}

void CopyTo(int to) {
  char buffer[4096];
  off_t at = 0;
  for (ssize_t got = 0; (got = pread(captured, buffer, sizeof(buffer), at)) > 0; at += got) {
    if (write(to, buffer, static_cast<size_t>(got)) != got) return;
  }
}

void OnAbort(int) {
  const std::string& text = AbortText();
  if (write(real_error, text.data(), text.size()) < 0) _exit(1);
  CopyTo(real_error);
  std::signal(SIGABRT, SIG_DFL);
}

}  // namespace

CapturedErrors::CapturedErrors(const std::string& on_abort) {
  CHECK(captured < 0);
  AbortText() = on_abort;
  memory_ = memfd_create("standard-error", 0);
  CHECK(memory_ >= 0);
  std::fflush(stderr);
  real_error = dup(STDERR_FILENO);
  captured = memory_;
  CHECK(dup2(memory_, STDERR_FILENO) == STDERR_FILENO);
  std::signal(SIGABRT, OnAbort);
  std::signal(SIGSEGV, OnAbort);
}

CapturedErrors::~CapturedErrors() {
  std::signal(SIGABRT, SIG_DFL);
  std::signal(SIGSEGV, SIG_DFL);
  std::fflush(stderr);
  dup2(real_error, STDERR_FILENO);
  close(real_error);
  close(memory_);
  captured = -1;
}

std::string CapturedErrors::Text() const {
  std::fflush(stderr);
  std::string text(static_cast<size_t>(lseek(memory_, 0, SEEK_END)), '\0');
  const ssize_t got = pread(memory_, text.data(), text.size(), 0);
  text.resize(got < 0 ? 0 : static_cast<size_t>(got));
  return text;
}

}  // namespace meridian::simulation
