#include "regions/http/output.h"

#include <gtest/gtest.h>

namespace meridian {
namespace {

// Everything that Output offers, taken `step` bytes at a time.
std::string Drained(Output* output, size_t step) {
  std::string all;
  while (!output->empty()) {
    size_t left = step;
    size_t taken = 0;
    for (const auto& part : output->buffers()) {
      const size_t bytes = std::min(left, part.size());
      all.append(static_cast<const char*>(part.data()), bytes);
      left -= bytes;
      taken += bytes;
    }
    output->Consume(taken);
  }
  return all;
}

TEST(OutputTest, KeepsOrderThroughPartialWrites) {
  for (const size_t body_bytes : {0, 10, 100'000}) {
    for (const size_t step : {7, 1'000, 1'000'000}) {
      Output output;
      output.text()->append("head one");
      output.AddBody("body one");
      output.text()->append("head two");
      output.AddBody(std::string(body_bytes, 'x'));

      EXPECT_EQ(Drained(&output, step), "head onebody onehead two" + std::string(body_bytes, 'x'));
      EXPECT_FALSE(output.full());
    }
  }
}

TEST(OutputTest, IsFullBehindALargeBody) {
  Output output;
  EXPECT_FALSE(output.full());

  output.AddBody(std::string(100'000, 'x'));

  EXPECT_TRUE(output.full());
}

}  // namespace
}  // namespace meridian
