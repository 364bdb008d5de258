#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/simulation/scenario.h"

namespace meridian::simulation {
namespace {

TEST(SimulationTest, TwoRunsOfOneSeedLeaveTheSameTrace) {
  const Report first = RunSeed(7);
  const Report second = RunSeed(7);

  EXPECT_EQ(first.trace, second.trace);
  EXPECT_NE(first.trace, RunSeed(8).trace);
}

// A checker that never fails proves nothing: each defect must be found within some seeds.
class MutantTest : public testing::TestWithParam<std::pair<std::string_view, Mutant>> {};

TEST_P(MutantTest, IsFound) {
  constexpr uint64_t kSeeds = 12;
  std::vector<std::string> faults;
  for (uint64_t seed = 1; seed <= kSeeds && faults.empty(); ++seed) {
    faults = RunSeed(seed, GetParam().second).faults;
  }

  ASSERT_FALSE(faults.empty());
  std::printf("%s\n", faults.front().c_str());
}

INSTANTIATE_TEST_SUITE_P(Simulation, MutantTest, testing::ValuesIn(kMutants), [](const auto& info) {
  std::string name(info.param.first);
  std::ranges::replace(name, '-', '_');
  return name;
});

}  // namespace
}  // namespace meridian::simulation
