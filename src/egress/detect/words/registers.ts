/** Registers of people, as health records name them. It refuses one of anything but people. */

/** Of Norway, Sweden, Denmark, Finland, the Netherlands, England, Italy, France and Switzerland, in parts as a key is. */
export const register =
  /_(?:2_16_578_1_12_4_1_4_[12]|1_2_752_129_2_1_3_[13]|1_2_208_176_1_2|1_2_246_21|2_16_840_1_113883_2_(?:4_6_3|1_4_1|9_4_3_2)|1_2_250_1_213_1_4_(?:8|10)|2_16_756_5_32)_$/;
