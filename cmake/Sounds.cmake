# Run as a script (cmake -P): speaks every line of WORDS into FOLDER/<clip>.wav with espeak-ng's voice VOICE.
file(STRINGS ${WORDS} lines REGEX "^[a-z]" ENCODING UTF-8)
file(MAKE_DIRECTORY ${FOLDER})
foreach(line IN LISTS lines)
  string(REGEX MATCH "^([a-z0-9_]+) (.+)$" found "${line}")
  execute_process(COMMAND ${ESPEAK} -v ${VOICE} -b 1 -w ${FOLDER}/${CMAKE_MATCH_1}.wav "${CMAKE_MATCH_2}"
    RESULT_VARIABLE result ERROR_VARIABLE said)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "espeak-ng could not say \"${line}\" of ${WORDS}: ${said}")
  endif()
endforeach()
