// RequestMaker: signed requests on items of one shape, ready for the socket.
//
// An item is a key and attributes a0, a1, … of random text, new in each request, so that no write
// repeats what is stored and nothing compresses better than real data would. Reads may come from a
// pool: a signature is good for a whole second of SigV4's clock, so the same read need not be
// signed again within it. Writes are always new.
//
// Threads: confined to one.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "regions/auth/signer.h"

namespace meridian::bench {

enum class Operation { kGet, kPut, kUpdate };

struct ItemShape {
  std::string table;
  uint64_t keys = 10'000;  // Items are numbered below this.
  uint32_t attributes = 10;
  uint32_t attribute_bytes = 100;
};

class RequestMaker {
 public:
  struct Options {
    std::string host;  // As the Host header has it.
    Signer::Options signer;
    ItemShape shape;
    size_t pool = 1024;  // Different reads a second; 0: each is signed anew.
    uint64_t seed = 1;
  };

  explicit RequestMaker(Options options);

  // One request on a random item. Valid until the next call.
  std::string_view Random(Operation operation);
  // Puts the item of that number. Valid until the next call.
  std::string_view Put(uint64_t number);
  // Puts, or reads, an item of its own name; `stamp` is another attribute of it.
  std::string_view PutNamed(std::string_view key, std::string_view stamp);
  std::string_view GetNamed(std::string_view key);

 private:
  struct Pooled {
    int64_t second = 0;
    std::string bytes;
  };
  std::string_view PooledGet();
  void RenderGet(std::string_view key, std::string* out);
  void RenderPut(std::string_view key, std::string_view stamp, std::string* out);
  void RenderUpdate(std::string_view key, std::string* out);
  // Signs body_ and writes the whole request.
  void Complete(std::string_view operation, std::string* out);
  void AppendText(uint32_t bytes);
  std::string KeyOf(uint64_t number) const;
  uint64_t RandomNumber() { return random_() % options_.shape.keys; }

  const Options options_;
  Signer signer_;
  std::mt19937_64 random_;
  std::string noise_;  // Random letters; texts are slices of it.
  std::vector<Pooled> pool_;
  size_t next_pooled_ = 0;
  std::string body_;
  std::string request_;
};

}  // namespace meridian::bench
