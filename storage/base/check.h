// CHECK and DCHECK: assertions of programmer errors, never of input.
//
// CHECK stays on in every build; DCHECK is for what is too slow for release. A failure prints the
// condition and its place to standard error and aborts: a process whose invariants are broken must
// not write.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace meridian::internal {

[[noreturn]] inline void CheckFailed(const char* condition, const char* file, int line) {
  std::fprintf(stderr, "CHECK failed: %s at %s:%d\n", condition, file, line);
  std::abort();
}

}  // namespace meridian::internal

#define CHECK(condition)                                                 \
  do {                                                                   \
    if (!(condition)) [[unlikely]]                                       \
      ::meridian::internal::CheckFailed(#condition, __FILE__, __LINE__); \
  } while (false)

#ifdef NDEBUG
#define DCHECK(condition) \
  do {                    \
  } while (false)
#else
#define DCHECK(condition) CHECK(condition)
#endif
