# Texts are compiled into the build tree, so that the programs run from there as they do when installed.
file(GLOB catalogues CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/assets/text/*.po)
set(asset_files)
foreach(po ${catalogues})
  get_filename_component(language ${po} NAME_WE)
  set(mo ${PROJECT_BINARY_DIR}/assets/text/${language}/LC_MESSAGES/menting.mo)
  add_custom_command(OUTPUT ${mo}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${PROJECT_BINARY_DIR}/assets/text/${language}/LC_MESSAGES
    COMMAND ${GETTEXT_MSGFMT_EXECUTABLE} --check -o ${mo} ${po}
    DEPENDS ${po} VERBATIM)
  list(APPEND asset_files ${mo})
  install(FILES ${mo} DESTINATION share/menting/text/${language}/LC_MESSAGES)
endforeach()
# The words of calls: a voice made by the machine, which stands in for recordings. The voice "cmn" reads pinyin as English.
set(voice_zh-CN cmn-latn-pinyin)
set(voice_en en-us)
foreach(language zh-CN en)
  set(words ${PROJECT_SOURCE_DIR}/assets/sounds/${language}.txt)
  set(folder ${PROJECT_BINARY_DIR}/assets/sounds/${language})
  add_custom_command(OUTPUT ${folder}/made.stamp
    COMMAND ${CMAKE_COMMAND} -D ESPEAK=${ESPEAK_NG} -D VOICE=${voice_${language}} -D WORDS=${words} -D FOLDER=${folder}
      -P ${PROJECT_SOURCE_DIR}/cmake/Sounds.cmake
    COMMAND ${CMAKE_COMMAND} -E touch ${folder}/made.stamp
    DEPENDS ${words} ${PROJECT_SOURCE_DIR}/cmake/Sounds.cmake VERBATIM)
  list(APPEND asset_files ${folder}/made.stamp)
  install(DIRECTORY ${folder} DESTINATION share/menting/sounds FILES_MATCHING PATTERN "*.wav")
endforeach()
install(DIRECTORY assets/sounds DESTINATION share/menting FILES_MATCHING PATTERN "*.txt")
add_custom_target(assets ALL DEPENDS ${asset_files})
# Pages and pictures are read where they are in the source tree (a link), so an edit is seen at once.
file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/assets)
file(CREATE_LINK ${PROJECT_SOURCE_DIR}/assets/web ${PROJECT_BINARY_DIR}/assets/web SYMBOLIC)
install(DIRECTORY assets/web DESTINATION share/menting)
