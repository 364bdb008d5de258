// RandomValues: numbers, keys and items drawn from a seed, with the edges drawn often.
//
// Threads: confined to one.
#pragma once

#include <random>
#include <string>
#include <string_view>

#include "storage/item/attribute.h"

namespace meridian {

std::string Hex(std::string_view bytes);
std::string Unhex(std::string_view hex);

class RandomValues {
 public:
  explicit RandomValues(uint64_t seed) : engine_(seed) {}

  // A number as its parts: +-d.ddd * 10^power. Zero has no digits.
  struct Parts {
    bool negative = false;
    std::string digits;  // No zeros at either end.
    int power = 0;
    std::string Text() const;
    Number ToNumber() const;
  };

  size_t Below(size_t bound) { return engine_() % bound; }
  Parts AnyParts();
  // Often differs from `parts` in one thing only.
  Parts Near(const Parts& parts);
  Number AnyNumber() { return AnyParts().ToNumber(); }
  // Up to `max` bytes, zeros and 0xff among them often.
  std::string Bytes(size_t max);
  // Of any type but as deep as `depth` lists and maps.
  AttributeValue AnyValue(int depth);
  Item AnyItem();

 private:
  std::mt19937_64 engine_;
};

}  // namespace meridian
