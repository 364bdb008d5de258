// simulation: runs many seeds, or exactly one.
//
//   simulation [--seeds N] [--first-seed S] [--regressions FILE]
//   simulation --seed S [--mutate NAME]
//
// Exit: 0 nothing found; 1 something found, with the command that replays it; 2 wrong use.
#include <cstdio>
#include <cstring>
#include <fstream>
#include <map>

#include "tests/simulation/scenario.h"

namespace meridian::simulation {
namespace {

constexpr size_t kFaultsShown = 12;

struct Options {
  uint64_t seeds = 500;
  uint64_t first_seed = 1;
  std::optional<uint64_t> seed;
  std::optional<Mutant> mutant;
  std::string mutant_name;
  std::string regressions;
};

bool Parse(int argc, char** argv, Options* options) {
  for (int i = 1; i < argc; i += 2) {
    if (i + 1 == argc) return false;
    const std::string name = argv[i], value = argv[i + 1];
    char* end = nullptr;
    const uint64_t number = std::strtoull(value.c_str(), &end, 10);
    const bool is_number = !value.empty() && *end == '\0';
    if (name == "--seeds" && is_number) {
      options->seeds = number;
    } else if (name == "--first-seed" && is_number) {
      options->first_seed = number;
    } else if (name == "--seed" && is_number) {
      options->seed = number;
    } else if (name == "--regressions") {
      options->regressions = value;
    } else if (name == "--mutate") {
      for (const auto& [mutant_name, mutant] : kMutants) {
        if (mutant_name == value) options->mutant = mutant;
      }
      if (!options->mutant) return false;
      options->mutant_name = value;
    } else {
      return false;
    }
  }
  return true;
}

// True if nothing was found.
bool RunOne(uint64_t seed, const Options& options, Coverage* coverage) {
  const Report report = RunSeed(seed, options.mutant);
  coverage->Add(report.coverage);
  if (options.seed || !report.faults.empty()) {
    std::printf("seed %llu: trace %016llx, %zu operations\n", static_cast<unsigned long long>(seed),
                static_cast<unsigned long long>(report.trace), report.operations);
  }
  if (report.faults.empty()) return true;
  std::printf("seed %llu: %zu faults\n", static_cast<unsigned long long>(seed),
              report.faults.size());
  for (size_t i = 0; i < std::min(kFaultsShown, report.faults.size()); ++i) {
    std::printf("  %s\n", report.faults[i].c_str());
  }
  std::printf("replay: simulation --seed %llu%s%s\n", static_cast<unsigned long long>(seed),
              options.mutant ? " --mutate " : "", options.mutant_name.c_str());
  std::fflush(stdout);
  return false;
}

std::vector<uint64_t> Seeds(const Options& options) {
  if (options.seed) return {*options.seed};
  std::vector<uint64_t> seeds;
  std::ifstream file(options.regressions);
  for (std::string line; std::getline(file, line);) {
    if (!line.empty() && line[0] != '#') seeds.push_back(std::stoull(line));
  }
  for (uint64_t i = 0; i < options.seeds; ++i) seeds.push_back(options.first_seed + i);
  return seeds;
}

int Main(int argc, char** argv) {
  Options options;
  if (!Parse(argc, argv, &options)) {
    std::fprintf(stderr,
                 "usage: simulation [--seeds N] [--first-seed S] [--regressions FILE]\n"
                 "       simulation --seed S [--mutate NAME]\n");
    return 2;
  }
  Coverage coverage;
  size_t failed = 0;
  const std::vector<uint64_t> seeds = Seeds(options);
  for (const uint64_t seed : seeds) {
    if (!RunOne(seed, options, &coverage)) ++failed;
  }
  std::printf("%zu seeds, %zu failed\n", seeds.size(), failed);
  for (const auto& [what, times] : coverage.counts()) {
    std::printf("  %8llu  %s\n", static_cast<unsigned long long>(times), what.c_str());
  }
  bool reached = true;
  for (const std::string& what : kMustBeReached) {
    if (options.seed || coverage.Of(what) > 0) continue;
    reached = false;
    std::printf("never reached: %s\n", what.c_str());
  }
  return failed == 0 && reached ? 0 : 1;
}

}  // namespace
}  // namespace meridian::simulation

int main(int argc, char** argv) { return meridian::simulation::Main(argc, argv); }
