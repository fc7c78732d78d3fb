import type * as Model from '../model';
import type { Api } from '.';

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B
  ? 1
  : 2
  ? true
  : false;
type Flat<T> = T extends object ? { [Key in keyof T]: Flat<T[Key]> } : T;

describe('the model', () => {
  it('has the types that the API description has', () => {
    // The compiler refuses a line whose two types are not the same.
    const same: true[] = [
      true satisfies Same<Model.StageName, Api.StageName>,
      true satisfies Same<Model.RiskClass, Api.RiskClass>,
      true satisfies Same<Model.Verdict, Api.Verdict>,
      true satisfies Same<Model.PromotionState, Api.PromotionState>,
      true satisfies Same<Model.MetricDirection, Api.Direction>,
      true satisfies Same<Flat<Model.MetricSlice>, Flat<Api.MetricSlice>>,
      true satisfies Same<Flat<Model.Judge>, Flat<Api.Judge>>,
      true satisfies Same<Model.DeploymentStrategy, Api.Strategy>,
      true satisfies Same<Model.DeploymentState, Api.Deployment['state']>,
      true satisfies Same<Flat<Model.DeploymentStep>, Flat<Api.DeploymentStep>>,
    ];
    expect(same).not.toContain(false);
  });
});
