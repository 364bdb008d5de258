#include "regions/node/ready_gate.h"

#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

namespace meridian {
namespace {

// Answers everything well.
class Well final : public Handler {
 public:
  Task<HttpResponse> Handle(HttpRequest) override { co_return HttpResponse{.status = 200}; }
};

class ReadyGateTest : public testing::Test {
 protected:
  ReadyGateTest() { gate_.SetNext(next_); }

  int StatusOf(const std::string& method, const std::string& target) {
    net::io_context context;
    int status = 0;
    net::co_spawn(context, gate_.Handle(HttpRequest(method, target, {})),
                  [&](std::exception_ptr, HttpResponse response) { status = response.status; });
    context.run();
    return status;
  }
  int Operation() { return StatusOf("POST", "/"); }

  Well next_;
  ReadyGate gate_{"starting"};
};

TEST_F(ReadyGateTest, OperationsWaitUntilItOpensWhileStateAndPeersPass) {
  EXPECT_EQ(Operation(), 503);
  EXPECT_EQ(StatusOf("GET", "/ready"), 200);
  EXPECT_EQ(StatusOf("POST", "/peer/status"), 200);
  EXPECT_EQ(gate_.Reason(), "starting");

  gate_.Open();

  EXPECT_EQ(Operation(), 200);
  EXPECT_EQ(gate_.Reason(), std::nullopt);
}

TEST_F(ReadyGateTest, WhatWasTakenIsServedWhileTheNodeDrains) {
  gate_.Open();

  gate_.Drain("stopping");

  EXPECT_EQ(gate_.Reason(), "stopping");
  EXPECT_EQ(Operation(), 200);
}

TEST_F(ReadyGateTest, ANodeThatNeverServedDoesNotBeginToAtItsEnd) {
  gate_.Close("waiting for the log");

  gate_.Drain("stopping");

  EXPECT_EQ(gate_.Reason(), "waiting for the log");
  EXPECT_EQ(Operation(), 503);
}

}  // namespace
}  // namespace meridian
