#include "regions/http/listener.h"

#include <gtest/gtest.h>

#include <thread>

#include "tests/regions/http/listening_server.h"
#include "tests/regions/http/loopback_client.h"

namespace meridian {
namespace {

using std::chrono::milliseconds;

TEST(ListenerTest, ServesManyConnectionsAtOnce) {
  ListeningServer server({.threads = 2});
  std::vector<std::unique_ptr<LoopbackClient>> clients;
  for (int i = 0; i < 64; ++i) {
    clients.push_back(std::make_unique<LoopbackClient>(server.listener.port()));
    ASSERT_TRUE(clients.back()->connected());
  }

  for (int round = 0; round < 10; ++round) {
    for (auto& client : clients) client->Send(Post("/echo", std::to_string(round)));
    for (auto& client : clients) EXPECT_EQ(client->Receive().body, std::to_string(round));
  }
  EXPECT_EQ(server.listener.connections(), 64u);
}

TEST(ListenerTest, ClosesConnectionsOverTheLimitAtOnce) {
  ListeningServer server({.connections_max = 1});
  LoopbackClient first(server.listener.port());
  first.Send(Get("/x"));
  ASSERT_EQ(first.Receive().status, 200);

  LoopbackClient second(server.listener.port());

  EXPECT_TRUE(second.ServerCloses());
  first.Send(Get("/y"));
  EXPECT_EQ(first.Receive().body, "GET /y");
}

TEST(ListenerTest, SaysSoWhenTheAddressIsTakenOrNone) {
  ListeningServer server;
  SystemWallClock clock;
  TestHandler handler;

  Listener taken(clock, handler, {.port = server.listener.port()});
  const Status status = taken.Start();
  Listener unnamed(clock, handler, {.address = "localhost"});

  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, Errc::kUnavailable);
  EXPECT_EQ(unnamed.Start().error().code, Errc::kValidation);
}

TEST(ListenerTest, StopsAtOnceWhenConnectionsAreIdle) {
  ListeningServer server({.drain_timeout = std::chrono::hours(1)});
  LoopbackClient idle(server.listener.port());
  LoopbackClient used(server.listener.port());
  used.Send(Get("/x"));
  ASSERT_EQ(used.Receive().status, 200);

  server.listener.Stop();

  EXPECT_TRUE(used.ServerCloses());
  EXPECT_TRUE(idle.ServerCloses());
  EXPECT_FALSE(LoopbackClient(server.listener.port()).connected());
}

TEST(ListenerTest, LetsARequestInFlightBeAnsweredWhenItStops) {
  ListeningServer server({.drain_timeout = std::chrono::hours(1)});
  LoopbackClient idle(server.listener.port());
  LoopbackClient held(server.listener.port());
  held.Send(Get("/hold"));
  server.handler.AwaitHeld();

  std::thread stopping([&] { server.listener.Stop(); });
  ASSERT_TRUE(idle.ServerCloses()) << "draining has begun";
  server.handler.Release();
  const Answer answer = held.Receive();
  held.FinishSending();
  stopping.join();

  EXPECT_EQ(answer.body, "released");
  EXPECT_TRUE(held.ServerCloses());
}

TEST(ListenerTest, GivesUpOnAHandlerThatNeverAnswers) {
  ListeningServer server({.tick = milliseconds(5), .drain_timeout = milliseconds(20)});
  LoopbackClient held(server.listener.port());
  held.Send(Get("/hold"));
  server.handler.AwaitHeld();

  server.listener.Stop();

  EXPECT_TRUE(held.ServerCloses());
  server.handler.Release();  // Too late, and harmless.
}

}  // namespace
}  // namespace meridian
