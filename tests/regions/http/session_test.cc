#include "regions/http/session.h"

#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "tests/regions/http/listening_server.h"
#include "tests/regions/http/loopback_client.h"

namespace meridian {
namespace {

using std::chrono::milliseconds;

TEST(SessionTest, AnswersManyRequestsOnOneConnection) {
  ListeningServer server;
  LoopbackClient client(server.listener.port());

  for (int i = 0; i < 1000; ++i) {
    const std::string body = "body " + std::to_string(i);
    ASSERT_TRUE(client.Send(Post("/echo", body)));
    const Answer answer = client.Receive();
    ASSERT_EQ(answer.status, 200);
    ASSERT_EQ(answer.body, body);
  }
  EXPECT_EQ(server.listener.connections(), 1u);
}

TEST(SessionTest, AnswersAsDynamoDbDoes) {
  ListeningServer server;
  LoopbackClient client(server.listener.port());

  client.Send(Post("/echo", "{}"));
  const std::string head = client.Receive().head;

  EXPECT_NE(head.find("\r\nx-amz-crc32: 2745614147\r\n"), std::string::npos) << head;
  EXPECT_NE(head.find("\r\nContent-Type: application/x-amz-json-1.0\r\n"), std::string::npos);
  const size_t id = head.find("\r\nx-amzn-RequestId: ");
  ASSERT_NE(id, std::string::npos);
  EXPECT_EQ(head.find("\r\n", id + 2), id + 2 + 18 + 52);
}

TEST(SessionTest, AnswersPipelinedRequestsInOrderAlsoBehindASlowOne) {
  ListeningServer server;
  LoopbackClient client(server.listener.port());

  client.Send(Get("/one") + Get("/hold") + Post("/echo", "three") + Get("/large") + Get("/five"));
  server.handler.AwaitHeld();
  server.handler.Release();

  EXPECT_EQ(client.Receive().body, "GET /one");
  EXPECT_EQ(client.Receive().body, "released");
  EXPECT_EQ(client.Receive().body, "three");
  EXPECT_EQ(client.Receive().body.size(), TestHandler::kLargeBytes);
  EXPECT_EQ(client.Receive().body, "GET /five");
}

TEST(SessionTest, TakesChunkedBodiesAndContinue) {
  ListeningServer server;
  LoopbackClient client(server.listener.port());

  client.Send(
      "POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
      "5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n");
  EXPECT_EQ(client.Receive().body, "hello world");

  client.Send(
      "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.Receive().status, 100);
  client.Send("ok");
  EXPECT_EQ(client.Receive().body, "ok");
}

TEST(SessionTest, AnswersHeadWithoutABody) {
  ListeningServer server;
  LoopbackClient client(server.listener.port());

  client.Send("HEAD /x HTTP/1.1\r\nHost: h\r\n\r\n" + Get("/next"));

  const Answer answer = client.Receive(LoopbackClient::Body::kNone);
  EXPECT_NE(answer.head.find("Content-Length: 7\r\n"), std::string::npos) << answer.head;
  EXPECT_EQ(client.Receive().body, "GET /next");
}

TEST(SessionTest, RefusesAmbiguityAndCloses) {
  ListeningServer server;
  const std::string second = Get("/smuggled");
  const std::string heads[] = {
      "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip\r\nContent-Length: 5\r\n\r\n",
      "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: xchunked\r\n\r\n",
      "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n",
      "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5, 5\r\n\r\n",
      "POST / HTTP/1.1\r\nHost: h\r\nHost: i\r\n\r\n",
      "POST / HTTP/1.1\r\n\r\n",
      "POST / HTTP/1.1\nHost: h\n\n",
      "\x16\x03\x01 not even HTTP\r\n\r\n",
  };
  for (const std::string& head : heads) {
    LoopbackClient client(server.listener.port());
    client.Send(head + second);
    client.FinishSending();

    const Answer answer = client.Receive();
    EXPECT_EQ(answer.status, 400) << head;
    EXPECT_NE(answer.head.find("Connection: close"), std::string::npos);
    EXPECT_TRUE(client.ServerCloses()) << head;
  }
}

TEST(SessionTest, AnswersAnOversizeBodyEvenToAClientThatIsStillSending) {
  ListeningServer server({.body_bytes_max = 1'000'000});
  LoopbackClient client(server.listener.port());

  EXPECT_TRUE(client.Send(Post("/echo", std::string(20'000'000, 'x'))));
  client.FinishSending();

  EXPECT_EQ(client.Receive().status, 413);
  EXPECT_TRUE(client.ServerCloses());
}

TEST(SessionTest, TakesABodyOfTheLargestSize) {
  ListeningServer server;
  LoopbackClient client(server.listener.port());
  const std::string body(16 * 1024 * 1024, 'x');

  ASSERT_TRUE(client.Send(Post("/echo", body)));

  EXPECT_EQ(client.Receive().body, body);
}

TEST(SessionTest, ClosesASlowHeadHoweverItTrickles) {
  ListeningServer server({.tick = milliseconds(5), .head_timeout = milliseconds(50)});
  LoopbackClient client(server.listener.port());

  client.Send("POST / HTTP/1.1\r\nHost: h\r\nX: ");
  bool closed = false;
  for (int i = 0; i < 4000 && !closed; ++i) {
    closed = !client.Send("x") || client.ServerCloses(5);
  }

  EXPECT_TRUE(closed);
}

TEST(SessionTest, ClosesASlowBody) {
  ListeningServer server({.tick = milliseconds(5), .body_timeout = milliseconds(50)});
  LoopbackClient client(server.listener.port());

  client.Send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nabc");

  EXPECT_TRUE(client.ServerCloses());
}

TEST(SessionTest, ClosesAnIdleConnectionButNotABusyOne) {
  ListeningServer server({.tick = milliseconds(5), .idle_timeout = milliseconds(50)});
  LoopbackClient idle(server.listener.port());
  LoopbackClient held(server.listener.port());

  held.Send(Get("/hold"));
  server.handler.AwaitHeld();
  EXPECT_TRUE(idle.ServerCloses());
  server.handler.Release();

  EXPECT_EQ(held.Receive().body, "released");
}

TEST(SessionTest, ClosesAConnectionThatDoesNotReadItsAnswer) {
  ListeningServer server({.tick = milliseconds(5), .write_timeout = milliseconds(50)});
  LoopbackClient client(server.listener.port());

  client.Send(Get("/x"));
  ASSERT_EQ(client.Receive().status, 200);
  for (int i = 0; i < 20; ++i) client.Send(Get("/large"));
  const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (server.listener.connections() > 0 && std::chrono::steady_clock::now() < patience) {
    std::this_thread::yield();
  }

  EXPECT_EQ(server.listener.connections(), 0u);
}

TEST(SessionTest, SurvivesResetsAtAnyMoment) {
  ListeningServer server;
  const std::string request = Post("/large", "body") + Get("/x");
  for (size_t i = 0; i < request.size(); ++i) {
    LoopbackClient client(server.listener.port());
    client.Send(request.substr(0, i));
    client.Abort();
  }
  LoopbackClient client(server.listener.port());

  client.Send(Get("/alive"));

  EXPECT_EQ(client.Receive().body, "GET /alive");
}

TEST(SessionTest, AnswersAnEscapedExceptionWith500) {
  ListeningServer server;
  LoopbackClient client(server.listener.port());

  client.Send(Get("/throw"));
  client.FinishSending();

  EXPECT_EQ(client.Receive().status, 500);
  EXPECT_TRUE(client.ServerCloses());
}

TEST(SessionTest, ClosesWhenTheClientAsks) {
  ListeningServer server;
  LoopbackClient client(server.listener.port());

  client.Send("GET /x HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n" + Get("/ignored"));
  client.FinishSending();

  EXPECT_EQ(client.Receive().body, "GET /x");
  EXPECT_TRUE(client.ServerCloses());
}

}  // namespace
}  // namespace meridian
