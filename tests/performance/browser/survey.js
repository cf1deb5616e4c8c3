// The forty questions as SurveyJS draws them; what to ask and what is known stand in the page.
import { Model } from "survey-core";
import "survey-js-ui";
import { renderSurvey } from "survey-js-ui";
import "survey-core/survey-core.fontless.min.css";

const { form, known } = JSON.parse(document.getElementById("form").textContent);
const survey = new Model(form);
survey.data = known;
renderSurvey(survey, document.getElementById("here"));
