#include "regions/api/request_model.h"

#include <algorithm>

namespace meridian {
namespace {

struct OperationShape {
  std::string_view operation;
  ShapeNumber shape;
};

// kOperations by name, kShapes, kMembers, kValues.
#include "regions/api/request_model.inc"

}  // namespace

const Shape* RequestShape(std::string_view operation) {
  const auto found =
      std::ranges::lower_bound(kOperations, operation, {}, &OperationShape::operation);
  if (found == std::end(kOperations) || found->operation != operation) return nullptr;
  return &kShapes[found->shape];
}

const Shape& ShapeAt(ShapeNumber number) { return kShapes[number]; }

std::span<const ShapeMember> MembersOf(const Shape& structure) {
  return std::span(kMembers).subspan(structure.first, structure.count);
}

std::span<const std::string_view> AllowedValues(const Shape& string) {
  return std::span(kValues).subspan(string.first, string.count);
}

}  // namespace meridian
