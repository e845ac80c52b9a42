#include "base/text/gb2312.h"

#include "tests/support/catch.h"

using menting::text::to_gb2312;

TEST_CASE("Chinese and ASCII are one or two bytes each") {
  CHECK(to_gb2312("") == "");
  CHECK(to_gb2312("A023 -~") == "A023 -~");
  CHECK(to_gb2312("门厅") == "\xc3\xc5\xcc\xfc");
  CHECK(to_gb2312("您的号码：A1，") ==
        "\xc4\xfa\xb5\xc4\xba\xc5\xc2\xeb\xa3\xba"
        "A1\xa3\xac");
  CHECK(to_gb2312("【】") == "\xa1\xbe\xa1\xbf");
}

TEST_CASE("what GB 2312 lacks, and what is no UTF-8, has no answer") {
  // In GBK or GB 18030, but not in an old printer.
  for (const char* text : {"喆", "赵赟", "玥", "€", "–", "龍", "𠮷", "\xee\x80\x80", "한"})
    CHECK_FALSE(to_gb2312(text));
  for (const char* text : {"\xff", "\xe9\x97", "\xed\xa0\x80"}) CHECK_FALSE(to_gb2312(text));
}
