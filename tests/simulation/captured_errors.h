// CapturedErrors: standard error as a test reads it, so that no ERROR line goes unseen.
//
// While one lives, standard error goes to memory; if the process aborts, what was captured is
// printed, behind `on_abort`.
//
// Threads: one at a time in a process.
#pragma once

#include <string>

namespace meridian::simulation {

class CapturedErrors {
 public:
  explicit CapturedErrors(const std::string& on_abort);
  ~CapturedErrors();
  CapturedErrors(const CapturedErrors&) = delete;
  CapturedErrors& operator=(const CapturedErrors&) = delete;

  std::string Text() const;

 private:
  int memory_ = -1;
};

}  // namespace meridian::simulation
