// ProcessCpu: the CPU time of running processes, ours and those of the servers under test.
//
// Units: user and system time together, over all threads. The kernel counts it in ticks of 10 ms,
// so a difference over several seconds is good to a percent.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <optional>

namespace meridian::bench {

// nullopt: there is no such process.
std::optional<std::chrono::microseconds> CpuTimeOf(pid_t pid);

}  // namespace meridian::bench
