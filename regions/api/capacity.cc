#include "regions/api/capacity.h"

#include <algorithm>

namespace meridian {

namespace {

constexpr size_t kReadUnitBytes = 4096;
constexpr size_t kWriteUnitBytes = 1024;

double Blocks(size_t bytes, size_t block) {
  return static_cast<double>(std::max<size_t>((bytes + block - 1) / block, 1));
}

}  // namespace

Result<ReturnCapacity> ReadReturnCapacity(JsonValue body, Constraints* constraints) {
  TRY(const auto text, EnumMember(body, "ReturnConsumedCapacity", "returnConsumedCapacity",
                                  {"INDEXES", "TOTAL", "NONE"}, constraints));
  if (text == "TOTAL") return ReturnCapacity::kTotal;
  if (text == "INDEXES") return ReturnCapacity::kIndexes;
  return ReturnCapacity::kNone;
}

double ReadUnits(size_t bytes, bool consistent) {
  return Blocks(bytes, kReadUnitBytes) * (consistent ? 1.0 : 0.5);
}

double WriteUnits(size_t bytes) { return Blocks(bytes, kWriteUnitBytes); }

void WriteCapacity(JsonWriter* writer, ReturnCapacity mode, std::string_view table, double units) {
  writer->BeginObject().Key("TableName").String(table).Key("CapacityUnits").Double(units);
  if (mode == ReturnCapacity::kIndexes)
    writer->Key("Table").BeginObject().Key("CapacityUnits").Double(units).EndObject();
  writer->EndObject();
}

void WriteCapacityMember(JsonWriter* writer, ReturnCapacity mode, std::string_view table,
                         double units) {
  if (mode == ReturnCapacity::kNone) return;
  writer->Key("ConsumedCapacity");
  WriteCapacity(writer, mode, table, units);
}

}  // namespace meridian
