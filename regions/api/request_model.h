// The shapes of requests: every operation's members, their types and constraints, as AWS publishes
// them in its service model.
//
// The tables are generated (request_model.inc, by generate_request_model.py, which also knows where
// the service's answers are known to differ from its published model). Shapes refer to each other
// by number, so that recursion needs no pointers.
//
// Threads: constants.
// Source: the service models of DynamoDB and DynamoDB Streams, API version 2012-08-10.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace meridian {

enum class ShapeKind : uint8_t {
  kString,
  kBlob,
  kBoolean,
  kInteger,
  kLong,
  kDouble,
  kTimestamp,
  kList,
  kMap,
  kStructure,
  kAttributeValue,  // A structure too, which attribute_json.h reads and judges.
};

using ShapeNumber = uint16_t;

inline constexpr int64_t kUnbounded = -1;

struct Shape {
  ShapeKind kind;
  bool is_name = false;       // A string of [a-zA-Z0-9_.-]+.
  bool unconstrained = true;  // Neither this shape nor any below it has a constraint.
  uint16_t first = 0;         // Of a structure's members, or of a string's allowed values.
  uint16_t count = 0;
  ShapeNumber element = 0;   // Of lists and maps.
  int64_t min = kUnbounded;  // Of a number's value, or of a length.
  int64_t max = kUnbounded;
  std::string_view name;  // Of a structure, as errors have it.
};

struct ShapeMember {
  std::string_view name;
  ShapeNumber shape;
  bool required;
};

// nullptr: no operation of DynamoDB's or DynamoDB Streams', as Meridian's own.
const Shape* RequestShape(std::string_view operation);

const Shape& ShapeAt(ShapeNumber number);
// Of a structure, in the order of messages.
std::span<const ShapeMember> MembersOf(const Shape& structure);
// Of a string that is an enumeration, in the order of messages; empty for every other.
std::span<const std::string_view> AllowedValues(const Shape& string);

}  // namespace meridian
