// Random and SecureRandom: the only sources of chance.
//
// Random may be seeded and replayed (jitter, simulation); SecureRandom may not (incarnations, table
// ids, request ids, nonces). The simulation gives its own SecureRandom drawn from the seed, as
// whole runs must replay; production never does.
//
// Threads: SecureRandom implementations are safe from any thread; Random is confined to one.
#pragma once

#include <cstdint>
#include <string>

namespace meridian {

class SecureRandom {
 public:
  virtual ~SecureRandom() = default;
  // `count` unpredictable bytes.
  virtual std::string Bytes(size_t count) = 0;
  uint64_t Next64();
};

// OpenSSL's generator. Aborts if the generator fails: nothing sound can be done without it.
class SystemSecureRandom final : public SecureRandom {
 public:
  std::string Bytes(size_t count) override;
};

}  // namespace meridian
