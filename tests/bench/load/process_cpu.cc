#include "tests/bench/load/process_cpu.h"

#include <unistd.h>

#include <fstream>
#include <sstream>
#include <string>

namespace meridian::bench {

std::optional<std::chrono::microseconds> CpuTimeOf(pid_t pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
  std::string text;
  if (!std::getline(file, text)) return std::nullopt;
  // The program's name, in parentheses, may hold anything; utime is the 12th field after it.
  std::istringstream fields(text.substr(text.rfind(')') + 1));
  std::string skipped;
  for (int i = 0; i < 11; ++i) fields >> skipped;
  int64_t user = 0;
  int64_t system = 0;
  if (!(fields >> user >> system)) return std::nullopt;
  static const int64_t ticks_per_second = ::sysconf(_SC_CLK_TCK);
  return std::chrono::microseconds((user + system) * 1'000'000 / ticks_per_second);
}

}  // namespace meridian::bench
