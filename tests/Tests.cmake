include(tests/Whole.cmake)
menting_test(base/crypto DEPENDS base/crypto)
menting_test(base/metrics DEPENDS base/metrics)
menting_test(base/time DEPENDS base/time)
menting_test(base/toml DEPENDS base/toml)
menting_test(base/text DEPENDS base/text)
menting_test(base/font DEPENDS base/font)
menting_test(base/sqlite DEPENDS base/sqlite LIBS SQLite::SQLite3)
menting_test(base/postgres DEPENDS base/postgres LIBS Threads::Threads)
menting_test(base/http DEPENDS base/http LIBS CURL::libcurl Threads::Threads)
menting_test(kiosk/domain DEPENDS kiosk/domain)
menting_test(simulation DEPENDS kiosk/domain kiosk/desk kiosk/storage)
# Whole days of a branch, for the tests, by hand and for benchmarks.
file(GLOB day_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/simulation/day/*.cpp)
list(FILTER day_sources EXCLUDE REGEX "_test\\.cpp$")
add_library(simulated_day STATIC EXCLUDE_FROM_ALL ${day_sources})
target_link_libraries(simulated_day PRIVATE own PUBLIC tests_support kiosk_storage kiosk_desk base_time server_sync_hq server_sync_client)
add_executable(simulate tests/simulation/simulate/main.cpp)
target_link_libraries(simulate PRIVATE own simulated_day)
menting_test(simulation/day DEPENDS kiosk/storage LIBS simulated_day)
menting_test(kiosk/words DEPENDS kiosk/words)
menting_test(kiosk/desk DEPENDS kiosk/desk kiosk/storage LIBS nlohmann_json::nlohmann_json)
menting_test(kiosk/settings DEPENDS kiosk/settings)
menting_test(kiosk/storage DEPENDS kiosk/storage LIBS nlohmann_json::nlohmann_json)
menting_test(kiosk/printing DEPENDS kiosk/printing LIBS PNG::PNG Cups::Cups Threads::Threads)
menting_test(kiosk/input DEPENDS kiosk/input base/crypto LIBS Threads::Threads)
menting_test(kiosk/lan DEPENDS kiosk/lan kiosk/storage LIBS CURL::libcurl nlohmann_json::nlohmann_json Threads::Threads)
menting_test(kiosk/voice DEPENDS kiosk/voice LIBS SDL2::SDL2 Threads::Threads)
menting_test(kiosk/ui DEPENDS kiosk/ui kiosk/storage kiosk/settings LIBS PkgConfig::IMGUI PkgConfig::STB SDL2::SDL2 OpenGL::GL nlohmann_json::nlohmann_json fmt::fmt Threads::Threads)
menting_test(server_sync/wire DEPENDS server_sync/wire)
menting_test(server_sync/client DEPENDS server_sync/client base/http LIBS Threads::Threads)
menting_test(server_sync/hq DEPENDS server_sync/hq server_sync/client LIBS Threads::Threads nlohmann_json::nlohmann_json CURL::libcurl)
if(TARGET menting-hq AND TARGET test_server_sync_hq)
  add_dependencies(test_server_sync_hq menting-hq) # several of the real program on one PostgreSQL
endif()

target_link_libraries(tests_support PRIVATE PNG::PNG Freetype::Freetype PkgConfig::QRENCODE OpenSSL::SSL OpenSSL::Crypto) # the slip decoder
add_executable(escpos-decode tests/support/escpos_decode/main.cpp)
target_link_libraries(escpos-decode PRIVATE own tests_support)

# Pictures of every page, for people to look at (packaging/gallery).
file(GLOB gallery_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/gallery/*.cpp)
add_executable(gallery EXCLUDE_FROM_ALL ${gallery_sources} ${PROJECT_SOURCE_DIR}/tests/kiosk/ui/screen.cpp
  ${PROJECT_SOURCE_DIR}/tests/kiosk/ui/tour.cpp ${PROJECT_SOURCE_DIR}/tests/kiosk/ui/tour_choices.cpp
  ${PROJECT_SOURCE_DIR}/tests/kiosk/ui/tour_repairs.cpp ${PROJECT_SOURCE_DIR}/tests/kiosk/ui/hand_in.cpp
  ${PROJECT_SOURCE_DIR}/tests/kiosk/ui/virtual_display.cpp)
target_link_libraries(gallery PRIVATE own tests_support kiosk_ui kiosk_storage kiosk_settings PkgConfig::IMGUI Threads::Threads)
target_compile_definitions(gallery PRIVATE MENTING_SOURCE_DIR="${PROJECT_SOURCE_DIR}" MENTING_BUILD_DIR="${PROJECT_BINARY_DIR}")
add_dependencies(gallery assets)
