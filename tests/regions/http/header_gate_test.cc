#include "regions/http/header_gate.h"

#include <gtest/gtest.h>

#include <string>

namespace meridian {
namespace {

std::string Head(const std::string& fields) {
  return "POST / HTTP/1.1\r\nHost: h\r\n" + fields + "\r\n";
}

std::string FaultOf(const std::string& head) {
  const char* fault = HeadFault(head);
  return fault == nullptr ? "" : fault;
}

TEST(HeaderGateTest, LetsOrdinaryHeadsThrough) {
  EXPECT_EQ(FaultOf(Head("")), "");
  EXPECT_EQ(FaultOf(Head("Content-Length: 5\r\n")), "");
  EXPECT_EQ(FaultOf(Head("content-length:5\r\n")), "");
  EXPECT_EQ(FaultOf(Head("Transfer-Encoding: chunked\r\n")), "");
  EXPECT_EQ(FaultOf("GET /health?x=y HTTP/1.0\r\nHost: [::1]:8000\r\n\r\n"), "");
  EXPECT_EQ(FaultOf("OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n"), "");
  EXPECT_EQ(FaultOf(Head("X-Name: caf\xc3\xa9\tau lait\r\n")), "");
}

// Every shape that Beast 1.81 accepts by itself, and those it doesn't.
TEST(HeaderGateTest, RefusesEverySmugglingShape) {
  const std::string shapes[] = {
      Head("Transfer-Encoding: gzip\r\nContent-Length: 5\r\n"),
      Head("Transfer-Encoding: identity\r\nContent-Length: 5\r\n"),
      Head("Transfer-Encoding: identity\r\n"),
      Head("Transfer-Encoding: xchunked\r\n"),
      Head("Transfer-Encoding: chunked, identity\r\n"),
      Head("Transfer-Encoding: gzip, chunked\r\n"),
      Head("Transfer-Encoding: Chunked\r\n"),
      Head("Transfer-Encoding: \"chunked\"\r\n"),
      Head("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"),
      Head("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n"),
      Head("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n"),
      Head("Transfer-Encoding : chunked\r\n"),
      Head("Transfer-Encoding:\r\n chunked\r\n"),
      Head("Transfer-Encoding: \x0b"
           "chunked\r\n"),
      Head("Content-Length: 5\r\nContent-Length: 5\r\n"),
      Head("Content-Length: 5\r\nContent-Length: 6\r\n"),
      Head("Content-Length: 5, 5\r\n"),
      Head("Content-Length: +5\r\n"),
      Head("Content-Length: -5\r\n"),
      Head("Content-Length: 0x5\r\n"),
      Head("Content-Length: 5 5\r\n"),
      Head("Content-Length:\r\n"),
      Head("Content-Length: 99999999999999999999\r\n"),
      Head("Content-Length : 5\r\n"),
      Head("Content-Encoding: gzip\r\n"),
      Head("X: a\r\n b\r\n"),
      Head("X: a\r\n\tb\r\n"),
      Head(" X: a\r\n"),
      Head(": a\r\n"),
      Head("no colon\r\n"),
      Head("X(y): a\r\n"),
      Head("X: a\rb\r\n"),
      Head("X: a\nY: b\r\n"),
      Head(std::string("X: a\0b\r\n", 8)),
      "POST / HTTP/1.1\r\n\r\n",
      "POST / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n",
      "POST / HTTP/1.1\r\nHost: a\r\nhOST: b\r\n\r\n",
      "POST / HTTP/1.1\r\nHost:\r\n\r\n",
      "POST / HTTP/1.1\r\nHost: a, b\r\n\r\n",
      "POST / HTTP/1.1\r\nHost: a/b\r\n\r\n",
      "POST / HTTP/1.1\nHost: a\n\n",
      "POST / HTTP/1.1\r\nHost: a\r\n\n",
      "POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n",
      "POST / HTTP/2.0\r\nHost: a\r\n\r\n",
      "POST / http/1.1\r\nHost: a\r\n\r\n",
      "POST /a b HTTP/1.1\r\nHost: a\r\n\r\n",
      "POST http://b/ HTTP/1.1\r\nHost: a\r\n\r\n",
      "CONNECT b:80 HTTP/1.1\r\nHost: b\r\n\r\n",
      "POST /\r\nHost: a\r\n\r\n",
      "P(ST / HTTP/1.1\r\nHost: a\r\n\r\n",
      " POST / HTTP/1.1\r\nHost: a\r\n\r\n",
      "\r\n\r\n",
      "\r\nPOST / HTTP/1.1\r\nHost: a\r\n\r\n",
  };
  for (const std::string& shape : shapes) EXPECT_NE(FaultOf(shape), "") << shape;
}

TEST(HeaderGateTest, FindsTheEndOfAHeadAndABareLfsToo) {
  EXPECT_EQ(HeadLength(""), 0u);
  EXPECT_EQ(HeadLength("POST / HTTP/1.1\r\nHost: h\r\n\r"), 0u);
  EXPECT_EQ(HeadLength("POST / HTTP/1.1\r\nHost: h\r\n"), 0u);
  EXPECT_EQ(HeadLength(Head("") + "body\r\n\r\n"), Head("").size());
  EXPECT_EQ(HeadLength("a\n\nb"), 3u);
  EXPECT_EQ(HeadLength("a\n\r\nb"), 4u);
}

TEST(HeaderGateTest, SurvivesAnyTruncation) {
  const std::string head = Head("Content-Length: 5\r\nX: y\r\n");
  for (size_t i = 0; i < head.size(); ++i) EXPECT_NE(FaultOf(head.substr(0, i)), "") << i;
}

}  // namespace
}  // namespace meridian
