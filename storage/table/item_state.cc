#include "storage/table/item_state.h"

#include "storage/item/item_codec.h"
#include "storage/item/size.h"

namespace meridian {

Payload Payload::Of(const Item& item) {
  return {.codec = PayloadCodec::kPlain,
          .key_id = 0,
          .item_bytes = static_cast<uint32_t>(ItemSizeBytes(item)),
          .bytes = EncodeItem(item)};
}

Result<Item> Payload::Decode() const {
  if (codec != PayloadCodec::kPlain || key_id != 0) {
    return Error{Errc::kUnsupported, "An item was stored with the unknown codec " +
                                         std::to_string(static_cast<int>(codec)) +
                                         "; upgrade this region"};
  }
  return DecodeItem(bytes);
}

}  // namespace meridian
