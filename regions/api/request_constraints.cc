#include "regions/api/request_constraints.h"

#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "regions/tables/constraints.h"

namespace meridian {
namespace {

// "TableName" in "keySchema.1.member" -> "keySchema.1.member.tableName".
std::string Place(const std::string& parent, std::string_view name) {
  std::string place = parent.empty() ? std::string(name) : parent + "." + std::string(name);
  char& first = place[place.size() - name.size()];
  if (first >= 'A' && first <= 'Z') first = static_cast<char>(first - 'A' + 'a');
  return place;
}

class Collector {
 public:
  void Structure(const Shape& shape, JsonValue object, const std::string& place) {
    for (const ShapeMember& member : MembersOf(shape)) {
      const JsonValue value = object.Find(member.name);
      const std::string at = Place(place, member.name);
      if (!value.exists()) {
        if (member.required) constraints_.NotNull(at, false);
      } else {
        Value(ShapeAt(member.shape), value, at);
      }
    }
  }

  Status Check() const { return constraints_.Check(); }

 private:
  void Value(const Shape& shape, JsonValue value, const std::string& place) {
    switch (shape.kind) {
      case ShapeKind::kString: return String(shape, value.AsString(), place);
      case ShapeKind::kInteger:
      case ShapeKind::kLong: return Number(shape, value.AsInteger(), place);
      case ShapeKind::kList: return List(shape, value, place);
      case ShapeKind::kMap: return Map(shape, value, place);
      case ShapeKind::kStructure: return Structure(shape, value, place);
      case ShapeKind::kBlob:
      case ShapeKind::kBoolean:
      case ShapeKind::kDouble:
      case ShapeKind::kTimestamp:
      case ShapeKind::kAttributeValue: return;
    }
  }

  void String(const Shape& shape, std::string_view text, const std::string& place) {
    if (shape.count > 0) return constraints_.OneOf(place, text, AllowedValues(shape));
    Length(shape, text, text.size(), place);
    if (shape.is_name) constraints_.NamePattern(place, text);
  }

  void Number(const Shape& shape, int64_t number, const std::string& place) {
    const int64_t min = shape.min == kUnbounded ? std::numeric_limits<int64_t>::min() : shape.min;
    constraints_.Range(place, number, min,
                       shape.max == kUnbounded ? std::nullopt : std::optional(shape.max));
  }

  void List(const Shape& shape, JsonValue list, const std::string& place) {
    Length(shape, list.size() == 0 ? "[]" : "[…]", list.size(), place);
    const Shape& element = ShapeAt(shape.element);
    if (element.kind == ShapeKind::kAttributeValue) return;
    size_t number = 0;
    const Status walked = list.ForEachElement([&](JsonValue one) -> Status {
      const std::string at = place + "." + std::to_string(++number) + ".member";
      if (!one.Is(JsonValue::Kind::kNull)) {
        Value(element, one, at);
      } else if (element.kind != ShapeKind::kString) {
        constraints_.NotNull(at, false);
      }
      return OkStatus();
    });
    (void)walked;  // The visitor never fails.
  }

  void Map(const Shape& shape, JsonValue map, const std::string& place) {
    Length(shape, map.size() == 0 ? "{}" : "{…}", map.size(), place);
    const Shape& element = ShapeAt(shape.element);
    if (element.unconstrained) return;
    const Status walked = map.ForEachMember([&](std::string_view key, JsonValue one) -> Status {
      if (!one.Is(JsonValue::Kind::kNull)) {
        Value(element, one, place + "." + std::string(key) + ".member");
      }
      return OkStatus();
    });
    (void)walked;  // The visitor never fails.
  }

  void Length(const Shape& shape, std::string_view shown, size_t length, const std::string& place) {
    const auto size = static_cast<int64_t>(length);
    const auto violated = [&](const char* relation, int64_t bound) {
      constraints_.Violated(place, shown,
                            std::string("Member must have length ") + relation +
                                " than or equal to " + std::to_string(bound));
    };
    if (shape.min != kUnbounded && size < shape.min) violated("greater", shape.min);
    if (shape.max != kUnbounded && size > shape.max) violated("less", shape.max);
  }

  Constraints constraints_;
};

}  // namespace

Status CheckConstraints(const Shape& request, JsonValue body) {
  Collector collector;
  collector.Structure(request, body, "");
  return collector.Check();
}

}  // namespace meridian
