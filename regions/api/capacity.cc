#include "regions/api/capacity.h"

namespace meridian {

namespace {

void WriteArm(JsonWriter& writer, double units) {
  writer.BeginObject().Key("CapacityUnits").Double(units).EndObject();
}

void WriteArms(JsonWriter* writer, std::string_view member, const ConsumedUnits::ByIndex& arms) {
  if (arms.empty()) return;
  writer->Key(member).BeginObject();
  for (const auto& [index, units] : arms) WriteArm(writer->Key(index), units);
  writer->EndObject();
}

}  // namespace

Result<ReturnCapacity> ReadReturnCapacity(JsonValue body, Constraints* constraints) {
  TRY(const auto text, EnumMember(body, "ReturnConsumedCapacity", "returnConsumedCapacity",
                                  {"INDEXES", "TOTAL", "NONE"}, constraints));
  if (text == "TOTAL") return ReturnCapacity::kTotal;
  if (text == "INDEXES") return ReturnCapacity::kIndexes;
  return ReturnCapacity::kNone;
}

double ConsumedUnits::Total() const {
  double total = table;
  for (const auto& [index, units] : local) total += units;
  for (const auto& [index, units] : global) total += units;
  return total;
}

ConsumedUnits& ConsumedUnits::operator+=(const ConsumedUnits& more) {
  table += more.table;
  for (const auto& [index, units] : more.local) local[index] += units;
  for (const auto& [index, units] : more.global) global[index] += units;
  return *this;
}

void WriteCapacity(JsonWriter* writer, ReturnCapacity mode, std::string_view table,
                   const ConsumedUnits& units) {
  writer->BeginObject().Key("TableName").String(table);
  writer->Key("CapacityUnits").Double(units.Total());
  if (mode == ReturnCapacity::kIndexes) {
    WriteArm(writer->Key("Table"), units.table);
    WriteArms(writer, "LocalSecondaryIndexes", units.local);
    WriteArms(writer, "GlobalSecondaryIndexes", units.global);
  }
  writer->EndObject();
}

void WriteCapacityMember(JsonWriter* writer, ReturnCapacity mode, std::string_view table,
                         const ConsumedUnits& units) {
  if (mode == ReturnCapacity::kNone) return;
  writer->Key("ConsumedCapacity");
  WriteCapacity(writer, mode, table, units);
}

}  // namespace meridian
