// Message generations: DynamoDB's own words for a refusal changed over time.
//
// Until about 2026 many refusals of PutItem and UpdateItem were bare texts; from then on they begin
// with "1 validation error detected: ", as violated constraints always did. Applications that
// compare texts were written against one or the other, so an operator chooses. Everything below
// this file speaks the older one; the table of what became different is here alone.
//
// Threads: pure functions.
// Source: dynamodb.md 1.8, "Message generations".
#pragma once

#include <cstdint>
#include <string_view>

#include "regions/api/operations.h"

namespace meridian {

enum class MessageGeneration : uint8_t {
  kBare,      // As before 2026.
  kPrefixed,  // As today.
};

// Whether today's text of this refusal of a PutItem or UpdateItem begins with the prefix.
bool IsPrefixedToday(std::string_view message);

// Makes the operations whose words changed answer in `generation`. Requires: they were added.
void SpeakGeneration(MessageGeneration generation, Operations* operations);

}  // namespace meridian
