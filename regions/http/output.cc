#include "regions/http/output.h"

#include <algorithm>
#include <utility>

#include "storage/base/check.h"

namespace meridian {

void Output::AddBody(std::string body) {
  CHECK(body_.empty());
  if (body.size() <= kCopiedBytesMax) {
    text_.append(body);
  } else {
    body_ = std::move(body);
  }
}

Output::Buffers Output::buffers() const {
  const size_t of_text = std::min(written_, text_.size());
  const size_t of_body = written_ - of_text;
  return {boost::asio::buffer(text_) + of_text, boost::asio::buffer(body_) + of_body};
}

void Output::Consume(size_t bytes) {
  written_ += bytes;
  CHECK(written_ <= text_.size() + body_.size());
  if (!empty()) return;
  written_ = 0;
  text_.clear();
  body_ = {};
  if (text_.capacity() > kKeptBytes) text_ = {};
}

}  // namespace meridian
