// TraceHash: one number for everything that a run did; equal for two runs of one seed.
#pragma once

#include <cstdint>
#include <string_view>

namespace meridian::simulation {

class TraceHash {
 public:
  void Add(std::string_view bytes) {
    for (const char c : bytes) Mix(static_cast<unsigned char>(c));
    Add(bytes.size());
  }
  void Add(uint64_t number) {
    for (int i = 0; i < 8; ++i) Mix(static_cast<unsigned char>(number >> (8 * i)));
  }
  uint64_t value() const { return value_; }

 private:
  // FNV-1a.
  void Mix(unsigned char byte) { value_ = (value_ ^ byte) * 1099511628211u; }
  uint64_t value_ = 14695981039346656037u;
};

}  // namespace meridian::simulation
