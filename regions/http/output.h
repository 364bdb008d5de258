// Output: the answers of one connection that wait to be written.
//
// Heads and small bodies are gathered in one reused buffer, so that one system call writes them; a
// large body is written from where it is, in the same call, instead of being copied.
//
// Threads: confined to its connection's.
#pragma once

#include <array>
#include <boost/asio/buffer.hpp>
#include <string>

namespace meridian {

class Output {
 public:
  using Buffers = std::array<boost::asio::const_buffer, 2>;

  // For heads. Requires: !full().
  std::string* text() { return &text_; }
  void AddBody(std::string body);

  bool empty() const { return written_ == text_.size() + body_.size(); }
  // To be written before anything is added.
  bool full() const { return !body_.empty() || text_.size() >= kTextBytesMax; }

  // What is left to write.
  Buffers buffers() const;
  // `bytes` of buffers() were written.
  void Consume(size_t bytes);

 private:
  static constexpr size_t kCopiedBytesMax = 32 * 1024;
  static constexpr size_t kTextBytesMax = 64 * 1024;
  static constexpr size_t kKeptBytes = 16 * 1024;

  std::string text_;
  std::string body_;  // Follows text_; nothing follows it.
  size_t written_ = 0;
};

}  // namespace meridian
