// A blocking TCP client for tests: sends exactly the bytes it is told and reads answers.
//
// Every wait ends after kPatienceMs; a test that runs into it fails.
#pragma once

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <string>
#include <string_view>

namespace meridian {

struct Answer {
  int status = 0;  // 0: the connection ended instead.
  std::string head;
  std::string body;
};

class LoopbackClient {
 public:
  static constexpr int kPatienceMs = 20'000;

  explicit LoopbackClient(uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    constexpr timeval patience{.tv_sec = kPatienceMs / 1000, .tv_usec = 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0;
  }
  ~LoopbackClient() { Close(); }
  LoopbackClient(const LoopbackClient&) = delete;

  bool connected() const { return connected_; }

  // Whether all of it could be sent.
  bool Send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<size_t>(sent));
    }
    return true;
  }

  enum class Body { kExpected, kNone };
  Answer Receive(Body body = Body::kExpected) {
    size_t head_end;
    while ((head_end = input_.find("\r\n\r\n")) == std::string::npos) {
      if (!Fill()) return {};
    }
    Answer answer{.head = input_.substr(0, head_end + 4)};
    input_.erase(0, head_end + 4);
    answer.status = std::atoi(answer.head.c_str() + sizeof("HTTP/1.1"));
    const size_t at = answer.head.find("Content-Length: ");
    if (at == std::string::npos || body == Body::kNone) return answer;
    const size_t length = std::strtoul(answer.head.c_str() + at + 16, nullptr, 10);
    while (input_.size() < length) {
      if (!Fill()) return {};
    }
    answer.body = input_.substr(0, length);
    input_.erase(0, length);
    return answer;
  }

  // Whether the server ends the connection, without another byte, before `patience_ms` are over.
  bool ServerCloses(int patience_ms = kPatienceMs) {
    if (!input_.empty()) return false;
    pollfd waiting{.fd = socket_, .events = POLLIN, .revents = 0};
    if (::poll(&waiting, 1, patience_ms) <= 0) return false;
    char byte;
    const ssize_t got = ::recv(socket_, &byte, 1, 0);
    return got == 0 || (got < 0 && errno == ECONNRESET);
  }

  // No further bytes will come from here.
  void FinishSending() { ::shutdown(socket_, SHUT_WR); }
  // Ends the connection with a reset.
  void Abort() {
    const linger abrupt{.l_onoff = 1, .l_linger = 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &abrupt, sizeof(abrupt));
    Close();
  }

 private:
  bool Fill() {
    char bytes[16 * 1024];
    const ssize_t got = ::recv(socket_, bytes, sizeof(bytes), 0);
    if (got <= 0) return false;
    input_.append(bytes, static_cast<size_t>(got));
    return true;
  }
  void Close() {
    if (socket_ >= 0) ::close(socket_);
    socket_ = -1;
  }

  int socket_;
  bool connected_ = false;
  std::string input_;
};

}  // namespace meridian
