#include "regions/api/stored_json.h"

#include "storage/item/item_reader.h"

namespace meridian {

namespace {

void WriteMap(uint32_t count, ItemReader* in, JsonWriter* json);

void WriteStrings(std::string_view type, ItemReader* in, JsonWriter* json) {
  json->Key(type).BeginArray();
  for (uint32_t n = in->TakeCount(); n > 0; --n) json->String(in->TakeBytes());
  json->EndArray();
}

// The type byte included. Recursion is bounded: what is stored was nested at most kItemDepthMax
// deep when it was encoded, and was checked when it came from elsewhere.
void WriteValue(ItemReader* in, JsonWriter* json) {
  json->BeginObject();
  switch (in->TakeType()) {
    case AttributeType::kString: json->Key("S").String(in->TakeBytes()); break;
    case AttributeType::kNumber: json->Key("N").String(in->TakeBytes()); break;
    case AttributeType::kBinary: json->Key("B").Base64(in->TakeBytes()); break;
    case AttributeType::kBool: json->Key("BOOL").Bool(in->TakeBool()); break;
    case AttributeType::kNull: json->Key("NULL").Bool(true); break;
    case AttributeType::kStringSet: WriteStrings("SS", in, json); break;
    case AttributeType::kNumberSet: WriteStrings("NS", in, json); break;
    case AttributeType::kBinarySet:
      json->Key("BS").BeginArray();
      for (uint32_t n = in->TakeCount(); n > 0; --n) json->Base64(in->TakeBytes());
      json->EndArray();
      break;
    case AttributeType::kList:
      json->Key("L").BeginArray();
      for (uint32_t n = in->TakeCount(); n > 0; --n) WriteValue(in, json);
      json->EndArray();
      break;
    case AttributeType::kMap:
      json->Key("M");
      WriteMap(in->TakeCount(), in, json);
      break;
  }
  json->EndObject();
}

void WriteMap(uint32_t count, ItemReader* in, JsonWriter* json) {
  json->BeginObject();
  for (; count > 0 && !in->failed(); --count) {
    json->Key(in->TakeBytes());
    WriteValue(in, json);
  }
  json->EndObject();
}

}  // namespace

Status WriteStored(const Payload& payload, JsonWriter* json) {
  if (payload.codec != PayloadCodec::kPlain || payload.key_id != 0) {
    TRY(const Item item, payload.Decode());
    json->Attributes(item);
    return OkStatus();
  }
  ItemReader in(payload.bytes);
  WriteMap(in.TakeVersionAndCount(), &in, json);
  return in.Finish();
}

}  // namespace meridian
